import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, type Row, readUntil } from '../helpers/panel-reader.ts';

/** What loads and starts each library, as its documentation says, with nobody to report to. */
const LIBRARIES = {
	jquery: `import $ from 'jquery'; window.$ = $;`,
	sentry: `import { init } from '@sentry/browser'; init({ dsn: 'http://key@127.0.0.1:9/1' });`,
	raven: `import Raven from 'raven-js'; Raven.config('http://key@127.0.0.1:9/1').install();`,
	'new-relic': `import { BrowserAgent } from '@newrelic/browser-agent/loaders/browser-agent';
		new BrowserAgent({
			init: {}, loader_config: { accountID: '1', trustKey: '1', agentID: '1', licenseKey: 'k', applicationID: '1' },
			info: { beacon: '127.0.0.1:9', errorBeacon: '127.0.0.1:9', licenseKey: 'k', applicationID: '1', sa: 1 },
		});`,
	zone: `import 'zone.js';`,
	rollbar: `import Rollbar from 'rollbar';
		new Rollbar({ accessToken: 'x', captureUncaught: true, wrapGlobalEventHandlers: true, endpoint: 'http://127.0.0.1:9/' });`,
	bugsnag: `import Bugsnag from '@bugsnag/browser';
		Bugsnag.start({ apiKey: '0'.repeat(32), endpoints: { notify: 'http://127.0.0.1:9/', sessions: 'http://127.0.0.1:9/' } });`,
	datadog: `import { datadogRum } from '@datadog/browser-rum';
		datadogRum.init({ applicationId: 'a', clientToken: 'c', proxy: 'http://127.0.0.1:9/', sessionSampleRate: 100 });`,
	// What comes from its network once it is loaded has to be there: else it takes its wrappers away again.
	logrocket: `window._lrAsyncScript = '/none-lib.js';
		window._LRLogger = function () { return new Proxy({}, { get: () => () => {} }); };
		const it = require('logrocket'); (it.default ?? it).init('nobody/nothing');`,
	none: '',
} as const;
type Library = keyof typeof LIBRARIES;

const HANDLERS = `function realHandler(event) {
	document.body.innerHTML = (event.originalEvent ?? event).data;
}
function carefulHandler(event) {
	if (event.origin === 'https://partner.example') document.body.innerHTML = event.data;
}
`;
const REGISTERED: Partial<Record<Library, string>> = {
	jquery: `$(window).on('message', realHandler).on('message', carefulHandler);`,
	none: `addEventListener('message', realHandler.bind(null)); addEventListener('message', carefulHandler.bind(null));`,
};
const USUALLY = `window.addEventListener('message', realHandler); addEventListener('message', carefulHandler);`;

/** Each library's own code, for browsers, as pages ship it. */
async function bundled(library: Library): Promise<string> {
	const { outputFiles } = await build({
		stdin: { contents: LIBRARIES[library], resolveDir: import.meta.dirname },
		bundle: true,
		minify: true,
		write: false,
		format: 'iife',
		logLevel: 'error',
	});
	return outputFiles[0]?.text ?? '';
}

/** Datadog's leaves listeners alone; the page binds its own where there is no library. */
const WRAPPING: readonly Library[] = [
	'jquery',
	'sentry',
	'raven',
	'new-relic',
	'zone',
	'rollbar',
	'bugsnag',
	'logrocket',
];
/** One listener of theirs for all handlers of a window. */
const DISPATCHING: readonly Library[] = ['jquery', 'zone'];
const NAMES = Object.keys(LIBRARIES) as Library[];

describeBrowsers('wrappers', (stage) => {
	test('of libraries are seen through: the real handler is shown and judged', async () => {
		const script = { 'content-type': 'text/javascript' };
		for (const library of NAMES) {
			stage.sites.put('shop', `/${library}-lib.js`, { headers: script, body: await bundled(library) });
			const body = HANDLERS + (REGISTERED[library] ?? USUALLY);
			stage.sites.put('shop', `/${library}-app.js`, { headers: script, body });
			stage.sites.put('shop', `/with-${library}.html`, {
				// Whatever a library wants from a network, it does not get it.
				headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" },
				body: `<!doctype html><body><script src="/${library}-lib.js"></script><script src="/${library}-app.js"></script>`,
			});
		}
		const frames = NAMES.map((library) => `<iframe src="/with-${library}.html"></iframe>`);
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/wrappers.html', frames.join('')));
		const panel = await tab.openPanel();
		const rowOf = (rows: Row[], library: Library, handler: string): Row | undefined =>
			rows.find(
				(row) =>
					cell(row, 'frame').includes(`/with-${library}.html`) &&
					cell(row, 'where').startsWith(`${handler} `),
			);
		const rows = await readUntil(
			panel,
			'Listeners',
			(all) =>
				NAMES.every((library) => rowOf(all, library, 'realHandler')) &&
				all.every((row) => /\w/.test(cell(row, 'verdict'))),
			30_000,
		);
		for (const library of NAMES) {
			const real = rowOf(rows, library, 'realHandler');
			expect(cell(real, 'verdict'), library).toBe('none');
			expect(cell(real, 'why'), library).toMatch(/the data becomes HTML here/);
			expect(cell(real, 'where').includes(' through '), library).toBe(WRAPPING.includes(library));
			// Dispatchers call from so deep that the stack may not reach the page.
			if (DISPATCHING.includes(library)) continue;
			expect(cell(real, 'where'), library).toContain(`${library}-app.js`);
			const careful = rowOf(rows, library, 'carefulHandler');
			expect(cell(careful, 'verdict'), library).toBe('strict');
		}
		await panel.click({ role: 'row', includes: 'through rollbar-lib.js' });
		await panel.waitFor(
			() =>
				/innerHTML = \(event\.originalEvent/.test(
					document.querySelector('[aria-label="Details"]')?.textContent ?? '',
				),
			[],
		);
	}, 90_000);
});
