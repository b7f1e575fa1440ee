import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dataShapesOf } from '../../src/analyser/data-shapes.ts';
import type { Browser, Tab } from '../../src/cli/browsers/browser.ts';
import { SITE_NAMES, type SiteName, type Sites, startSites } from '../../src/cli/demo/site-server.ts';
import { type PocInput, pocPage } from '../../src/export/poc.ts';
import { parseValue } from '../../src/probe/notation/parse.ts';
import type { Value } from '../../src/protocol/value.ts';
import { loadFixtures } from '../corpus/fixtures.ts';
import { judge } from '../corpus/taxonomy.ts';
import { startBare } from '../helpers/bare-browser.ts';
import { chosenBrowsers } from '../helpers/describe-browsers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MARK = '<b class="proof">proof</b>';

/** Handlers of the rules, and the host that an attacker would hold; the witness's own where the check asks for one. */
const HANDLERS: [id: string, host: string][] = [
	['A1-no-check/bad.js', 'attacker.test'],
	['A1-no-check/bad-class.js', 'attacker.test'],
	['A4-warn-and-go-on/bad.js', 'attacker.test'],
	['A6-or-data/bad.js', 'attacker.test'],
	['A9-wildcard-or-undefined/bad-star.js', 'attacker.test'],
	['B1-index-of/bad.js', 'shop.example.attacker.test'],
	['B9-string-includes/bad.js', 'includes'],
	['C1-unanchored/bad.js', 'includes'],
	['C9-search-truthiness/bad.js', 'attacker.test'],
	['D1-data-origin/bad.js', 'attacker.test'],
	['D8-null-allowed/bad.js', 'null'],
	['E7-short-circuit/bad.js', 'attacker.test'],
	['shape-nested-data/bad.js', 'attacker.test'],
	['shape-labelled-loop/bad.js', 'attacker.test'],
];

/** Handlers of the demo: site, page, host of the attacker, payload, what shows that it worked. */
const DEMO: [name: string, site: SiteName, page: string, host: string, payload: string, proof: string][] = [
	[
		'onAmount',
		'pay',
		'card.html',
		'attacker.test',
		`{ type: "pay:amount", currency: ${JSON.stringify(MARK)}, cents: 1 }`,
		'#amount .proof',
	],
	[
		'onSignedIn',
		'shop',
		'',
		'accounts.test.attacker.test',
		`{ type: "account:signed-in", profile: { id: "x", name: ${JSON.stringify(MARK)} } }`,
		'#account .proof',
	],
	[
		'onBeacon',
		'shop',
		'',
		'metrics.test.attacker.test',
		'{ type: "metrics:run", expression: "document.body.classList.add(\'proof\')" }',
		'body.proof',
	],
	[
		'the reviews',
		'shop',
		'',
		'metrics.test.attacker.test',
		`{ type: "reviews:summary", score: 1, count: ${JSON.stringify(MARK)} }`,
		'#review-count .proof',
	],
	[
		'onWidgetNotice',
		'shop',
		'',
		'attacker.test',
		`{ type: "support:resize", height: 1, badge: ${JSON.stringify(MARK)} }`,
		'.proof',
	],
];

const fixtures = loadFixtures();

/** A page with the handler and the elements that it looks for. */
function pageWith(text: string): string {
	const ids = [...text.matchAll(/getElementById\('([\w-]+)'\)|querySelector\('#([\w-]+)'\)/g)].map(
		([, a, b]) => a ?? b,
	);
	return `<!doctype html><body>${ids.map((id) => `<div id="${id}"></div>`).join('')}<script>${text}</script>`;
}

function handler(id: string): {
	text: string;
	witness: string | undefined;
	at: { line: number; column: number };
} {
	const fixture = fixtures.find((one) => one.id === id);
	if (!fixture) throw new Error(`No fixture ${id}`);
	const [verdict] = judge(fixture, fixture.expected.context);
	if (!verdict) throw new Error(`No verdict of ${id}`);
	const { line, column } = verdict.place;
	return { text: fixture.text, witness: verdict.witness, at: { line, column } };
}

const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '');
const attackers = HANDLERS.map(([id, host]) =>
	host === 'includes' ? hostOf(handler(id).witness ?? '') : host,
);
const chosen = chosenBrowsers('proofs');

describe.each(chosen)('a proof in %s without the extension', (name) => {
	let browser: Browser | undefined;
	let sites: Sites | undefined;
	let end: (() => Promise<void>) | undefined;
	/** The one for all proofs, until one fails. */
	let shared: Tab | undefined;

	beforeAll(async () => {
		sites = await startSites(`${ROOT}test/fixtures/sites`);
		const hosts = [
			...new Set([...attackers.filter((host) => host !== 'null'), ...DEMO.map(([, , , host]) => host)]),
		];
		const localHosts = [...hosts, ...SITE_NAMES.map((site) => `${site}.test`)];
		({ browser, end } = await startBare(name, { localHosts }));
	});
	afterEach(async ({ task }) => {
		if (task.result?.state !== 'fail') return;
		await shared?.close();
		shared = undefined;
	});
	afterAll(async () => {
		await end?.();
		await sites?.close();
	});

	const stage = (): { browser: Browser; sites: Sites } => {
		if (!browser || !sites) throw new Error('The stage is not up');
		return { browser, sites };
	};

	/** Opens the proof from another site; `host` in the place of that site's own. */
	async function openProof(
		proof: Omit<PocInput, 'shows' | 'ways'> & Partial<PocInput>,
		host?: string,
	): Promise<Tab> {
		const made = pocPage({ shows: 'A test.', ways: { frame: 'yes', popup: 'no' }, ...proof });
		if ('problem' in made) throw new Error(made.problem);
		const { browser: running, sites: served } = stage();
		const url = served.put('metrics', '/proof.html', made.html);
		const tab = shared ?? (await running.newTab());
		shared = tab;
		await tab.goto(host ? url.replace('metrics.test', host) : url);
		return tab;
	}

	const given = (text: string): Value => {
		const parsed = parseValue(text);
		if (!parsed.ok) throw new Error(parsed.message);
		return parsed.value;
	};

	test.each(HANDLERS.map(([id], index) => [id, attackers[index] ?? ''] as const))(
		'reaches %s from %s',
		async (id, host) => {
			const { text, at } = handler(id);
			const { sites: served } = stage();
			const target = served.put('shop', '/victim.html', pageWith(text));
			const port = new URL(served.origin('metrics')).port;
			const origin = host === 'null' ? 'null' : `http://${host}:${port}`;
			const [shape] = dataShapesOf({ text, at, origin, filling: MARK });
			expect(shape).toBeDefined();
			const payload = shape?.data ?? { t: 'null' };
			const tab = await openProof(
				{ target, payload, servedFrom: origin },
				host === 'null' ? undefined : host,
			);
			const frame = await tab.frame('victim.html');
			await frame.waitFor(() => document.querySelector('.proof') !== null, []);
			if (host !== 'null') {
				const said = await tab.evaluate(() => document.getElementById('log')?.textContent ?? '');
				expect(said).not.toContain('This page is served from');
			}
		},
	);

	test.each(DEMO)('makes %s of the demo act', async (_, site, page, host, payload, proof) => {
		const target = `${stage().sites.origin(site)}/${page}`;
		const tab = await openProof({ target, payload: given(payload) }, host);
		const frame = await tab.frame(page || target);
		await frame.waitFor((selector) => document.querySelector(selector) !== null, [proof], 20_000);
	});

	test('opens a popup by a click, and says what it answered', async () => {
		const text = `addEventListener('message', (e) => { e.source.postMessage({ got: e.data.type }, '*'); })`;
		const target = stage().sites.put('shop', '/victim.html', pageWith(text));
		const tab = await openProof({
			target,
			payload: given('{ type: "hello" }'),
			ways: { frame: 'no', popup: 'yes' },
		});
		await tab.click('button[data-way="popup"]');
		const answer = /The target answered: {"got":"hello"}/;
		await tab.waitFor(
			(pattern) => new RegExp(pattern).test(document.getElementById('log')?.textContent ?? ''),
			[answer.source],
			20_000,
		);
		await tab.evaluate(() => {
			// The target's window is closed with its test.
			window.open('', 'earshot-target')?.close();
		});
	});

	test('sends what JSON cannot say', async () => {
		const { sites: served } = stage();
		const text = `addEventListener('message', ({ data, source }) => {
			const seen = [data.map.get('k'), Object.is(data.zero, -0), data.self === data, 'gone' in data, data.bytes[1],
				1 in data.holes, data.when.getTime(), String(data.re), data.big, Object.hasOwn(data, '__proto__')];
			document.body.dataset.seen = seen.join();
			source.postMessage('thanks', '*');
		});`;
		const target = served.put('shop', '/victim.html', pageWith(text));
		const payload = given(
			`$1 = { map: new Map([["k", "v"]]), zero: -0, self: $1, gone: undefined, bytes: new Uint8Array([1, 7]),
				holes: [1, , 3], when: new Date(5), re: /x/g, big: 9n, "__proto__": { admin: true } }`,
		);
		const tab = await openProof({ target, payload });
		const frame = await tab.frame('victim.html');
		const seen = await frame.waitFor(() => document.body.dataset['seen'], []);
		expect(seen).toBe('v,true,true,true,7,false,5,/x/g,9,true');
		await tab.waitFor(() => /answered: "thanks"/.test(document.getElementById('log')?.textContent ?? ''), []);
		await tab.waitFor(() => /times. Done/.test(document.getElementById('log')?.textContent ?? ''), []);
	});

	test('reaches a frame within the target', async () => {
		const { sites: served } = stage();
		const inner = served.put(
			'support',
			'/inner.html',
			pageWith(`addEventListener('message', (e) => { document.body.innerHTML = e.data.html; })`),
		);
		const target = served.put(
			'shop',
			'/victim.html',
			`<iframe srcdoc="other"></iframe><iframe src="${inner}"></iframe>`,
		);
		const tab = await openProof({ target, path: [1], payload: given(`{ html: ${JSON.stringify(MARK)} }`) });
		const frame = await tab.frame('inner.html');
		await frame.waitFor(() => document.querySelector('.proof') !== null, []);
	});

	test('says when it is served from an origin that the listener turns away', async () => {
		const { sites: served } = stage();
		const target = served.put('shop', '/victim.html', pageWith(''));
		const tab = await openProof({ target, payload: { t: 'null' }, servedFrom: 'https://good.evil.test' });
		await tab.waitFor(
			() =>
				/served from http:\/\/metrics\.test.*good\.evil\.test in/.test(
					document.getElementById('log')?.textContent ?? '',
				),
			[],
		);
	});
});
