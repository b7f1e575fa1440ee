import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

const MODULES = {
	listener: `function (module, exports, load) {
		var made = whole(load('made'));
		function whole(given) { return given && given.__esModule ? given : { default: given }; }
		var own = 'ready-' + (0, made.default)();
		addEventListener('message', function (e) { if (e.data === own) show(); });
	}`,
	made: `function (module, exports, load) {
		var bytes = load('bytes'), text = load('text');
		function make(options, buf) { var all = (options || bytes)(); return buf ? buf : text(all); }
		module.exports = make;
	}`,
	bytes: `function (module, exports) {
		var bytes;
		bytes = function () { var all = new Uint8Array(16); crypto.getRandomValues(all); return all; };
		module.exports = bytes;
	}`,
	text: `function (module, exports) {
		function text(all) { return hex[all[0]] + hex[all[1]] + hex[all[2]]; }
		exports.default = text;
		module.exports = exports['default'];
	}`,
};

const START =
	'(function (all) { function load(key) { var module = { exports: {} }; all[key](module, module.exports, load); return module.exports; } load(0); })';

/** The verdict on the listener in a bundle that is a table of modules by their names, or a list of them. */
function verdictIn(modules: Record<string, string>, isList: boolean) {
	const names = Object.keys(modules);
	const numbered = (text: string) =>
		text.replace(/load\('(\w+)'\)/g, (_, name: string) => `load(${names.indexOf(name)})`);
	const bundle = isList
		? `[${Object.values(modules).map(numbered).join(',\n')}]`
		: `{ ${names.map((name) => `'${name}': ${modules[name]}`).join(',\n')} }`;
	return analyseFile(`${START}(${bundle});`).map(({ verdict }) => verdict);
}

describe('a secret that another module of the bundle makes', () => {
	it.each([
		['a list', true],
		['a table', false],
	])('in %s of modules', (_name, isList) => {
		expect(verdictIn(MODULES, isList)).toEqual(['source-only']);
	});

	it('is none where that module makes the same each time', () => {
		const bytes = MODULES.bytes.replace('crypto.getRandomValues(all)', 'all.fill(7)');
		expect(verdictIn({ ...MODULES, bytes }, true)).toEqual(['none']);
	});

	it('is none where the module exports something else too', () => {
		const made = MODULES.made.replace(
			'module.exports = make;',
			'module.exports = make; module.exports = fixed;',
		);
		expect(verdictIn({ ...MODULES, made }, true)).toEqual(['none']);
	});
});

describe('a function that another module of the bundle exports under a short name', () => {
	const listening = (check: string) => `function (module, exports, load) {
		var origins = load('origins');
		addEventListener('message', function (e) { if (${check}) document.body.innerHTML = e.data; });
	}`;
	const bundle = {
		origins: `function (module, exports, load) {
			load.d(exports, 'f', function () { return isOwn; });
			load.d(exports, { g: () => isOther });
			exports.h = exports.k = void 0;
			exports.h = isOwn;
			function isOwn(origin) { return origin === 'https://a.partner.test'; }
			function isOther(origin) { return origin.indexOf('partner') > 0; }
		}`,
		// Other modules have other functions under the same names.
		others: `function (module, exports, load) {
			load.d(exports, 'f', function () { return isNear; });
			load.d(exports, 'g', function () { return isNear; });
			exports.h = isNear;
			function isNear(origin) { return origin.indexOf('a.partner.test') > 0; }
		}`,
		more: `function (module, exports, load) {
			load.d(exports, 'f', () => send);
			exports.h = send;
			function send(origin) { fetch(origin); }
		}`,
	};

	it.each([
		['Object(origins.f)(e.origin)', 'strict'],
		['(0, origins.f)(e.origin)', 'strict'],
		['origins.f(e.origin)', 'strict'],
		['(0, origins.h)(e.origin)', 'strict'],
		['origins.h(e.origin)', 'strict'],
		['(0, origins.g)(e.origin)', 'weak'],
	])('is that one and no other: %s', (check, verdict) => {
		for (const isList of [true, false])
			expect(verdictIn({ listener: listening(check), ...bundle }, isList)).toEqual([verdict]);
	});

	it('makes a secret', () => {
		const listener = `function (module, exports, load) {
			var ids = load('ids');
			class Line {
				constructor() { this.id = Object(ids.f)(); }
				open() { addEventListener('message', this); }
				handleEvent(e) { if (e.data.id === this.id) this.show(e.data.html); }
				show(html) { document.body.innerHTML = html; }
			}
			new Line().open();
		}`;
		const ids = `function (module, exports, load) {
			load.d(exports, 'f', function () { return make; });
			function make() { return Math.random().toString(36).slice(2) + Date.now(); }
		}`;
		const counted = ids.replace('Math.random().toString(36).slice(2)', "'line'").replace('Date.now()', '1');
		expect(verdictIn({ listener, ids, others: bundle.others }, true)).toEqual(['source-only']);
		expect(verdictIn({ listener, ids: counted, others: bundle.others }, true)).toEqual(['none']);
	});
});
