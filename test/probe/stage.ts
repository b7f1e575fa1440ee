import { readFileSync } from 'node:fs';
import { parseValue } from '../../src/probe/notation/parse.ts';
import type { ProbeSource } from '../../src/protocol/probe.ts';
import type { Value } from '../../src/protocol/value.ts';
import type { Fixture } from '../corpus/fixtures.ts';

/** Words within the mark that stands for "§" in a fixture's message: known again wherever they go. */
export const WORDS = 'earshot mark';
const MARK = `<i>${WORDS}</i>`;
const JQUERY = 'node_modules/jquery/dist/jquery.min.js';

/** What a probe of a handler is to show, and why one cannot be made. */
export type Wanted = 'confirmed' | 'refuted' | 'undecided' | { none: string };

/** What a script can be given under a name of its own; the rest is in the address and the page's surroundings. */
const GIVEN = /^(?!location|name$|origin$|document|parent|top|opener|self|window)[\w.]+$/;

/** For each listener: one that lets foreign origins in is to be confirmed, one that lets only the right ones in refuted. */
export function wantedOf({ row, text, expected }: Fixture): Wanted[] {
	const none = (why: string): Wanted[] => [{ none: why }];
	if (/^\s*import\b/m.test(text)) return none('imports code that is not there');
	if (/\bchrome\.runtime\b/.test(text)) return none('runs in a content script');
	if (expected.noRun) return none('cannot be run outside its page');
	if (/^window\.(?!onmessage)\w+ = function/.test(text)) return none('registers nothing by itself');
	if (/ancestorOrigins/.test(text)) return none('goes by the page that frames it');
	if (expected.source === 'opener') return none('goes by its opener');
	if (/createElement\(\)/.test(expected.source ?? '')) return none('goes by a frame that is never shown');
	return (expected.verdicts ?? [expected.verdict ?? []]).map((verdict) => {
		const names = [verdict].flat();
		if (row === 'unseen' && verdict === 'unknown') return 'undecided';
		// With the window that it asks for, a handler that looks at nothing else is open.
		const open = ['none', 'weak', ...(expected.source ? ['source-only'] : [])];
		if (names.every((name) => open.includes(name))) return 'confirmed';
		if (names.length === 1 && names[0] === 'strict') return 'refuted';
		return { none: `is ${names.join(' or ')}` };
	});
}

/** Address of a fixture's page, of the origin that the attack is from where it goes by that. */
export function addressOf({ expected }: Fixture, at: number, attack: string): string {
	const given = expected.env?.['location'];
	const url = new URL(
		typeof given === 'string' ? given.replaceAll('§origin', attack) : 'https://victim.example/',
	);
	// A page of its own, so that nothing of another one is taken for it.
	url.pathname = `${url.pathname.replace(/\/$/, '')}/fixture-${at}`;
	return url.href;
}

/** Windows of the page by the names that fixtures have for them. */
export function sourceOf({ expected: { source } }: Fixture): ProbeSource {
	if (source === 'parent') return { relation: 'parent' };
	if (source === 'window') return { relation: 'self' };
	return source?.includes('contentWindow') ? { relation: 'frame', path: '0' } : { relation: 'stranger' };
}

/**
 * The page of a fixture: what its script looks for, calls that count as a use, and the script; `before` runs first. By
 * address, since a page that goes by its scripts' addresses has none of its own text.
 */
export function filesOf(
	{ text, expected }: Fixture,
	url: string,
	attack: string,
	before = '',
): Map<string, string> {
	const library = /\$\(|\bjQuery\b/.test(text) ? `<script>${readFileSync(JQUERY, 'utf8')}</script>` : '';
	const uses = (expected.uses ?? []).map(
		(name) =>
			`${define(name)} = (...given) => { document.getElementById('uses').innerHTML = JSON.stringify(given); };`,
	);
	const env = Object.entries(expected.env ?? {}).flatMap(([path, value]) => {
		const given = JSON.stringify(value).replaceAll('§origin', attack).replaceAll('<', '\\u003c');
		if (path === 'document.cookie') return [`document.cookie = ${given};`];
		return GIVEN.test(path) ? [`${define(path)} = ${given};`] : [];
	});
	const first = [before, ...env, ...uses].join('\n');
	const body = `<!doctype html><title>Fixture</title><body><div id="uses"></div>${elementsFor(text)}${library}`;
	const others = expected.env?.['document.scripts'] as { src: string }[] | undefined;
	if (others) {
		// Of its own: the next fixture of a row may be there before this one is proved.
		const own = `${url}.js`;
		const tags = [...others.map(({ src }) => src.replaceAll('§origin', attack)), own].map(
			(src) => `<script src="${src}"></script>`,
		);
		return new Map([
			[url, body + tags.join('')],
			[own, `${first}\n${text}`],
		]);
	}
	const kind = /^\s*(?:import|export)\b/m.test(text) ? ' type="module"' : '';
	return new Map([[url, `${body}<script>${first}</script><script${kind}>${text}</script>`]]);
}

/** The elements that a script asks for by id or selector; frames where it sets an address. */
function elementsFor(text: string): string {
	const asked = text.matchAll(/(?:getElementById\(|querySelector(?:All)?\(|\$\(|\bid:)\s*(['"])([\w#-]+)\1/g);
	const made = new Set(
		[...asked].map(([whole, , name = '']) => (/^(?:g|id)/.test(whole) ? `#${name}` : name)),
	);
	return [...made]
		.map((selector) => {
			const [tag = '', id] = selector.split('#');
			const name = tag || (/\.src\s*=[^=]/.test(text) ? 'iframe' : 'div');
			return `<${name}${id === undefined ? '' : ` id="${id}"`}></${name}>`;
		})
		.join('');
}

/** Code that makes the objects on a dotted path of globals; ends in the last one as the target of an assignment. */
function define(path: string): string {
	const names = path.split('.');
	const made = names.slice(0, -1).map((_, at) => `window.${names.slice(0, at + 1).join('.')} ??= {};`);
	return `${made.join(' ')} window.${path}`;
}

/** The fixture's message as from an origin. */
export function messageOf({ expected }: Fixture, origin: string): Value {
	const text = JSON.stringify(expected.data ?? { html: '§' });
	const quoted = (value: string): string => JSON.stringify(value).slice(1, -1);
	const parsed = parseValue(text.replaceAll('§origin', quoted(origin)).replaceAll('§', quoted(MARK)));
	if (!parsed.ok) throw new Error(parsed.message);
	return parsed.value;
}
