import { proofOf } from '../../panel/store/probe/proof.ts';
import type { Browser } from '../../src/cli/browsers/browser.ts';
import { pocPage } from '../../src/export/poc.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import type { Fixture } from '../corpus/fixtures.ts';
import type { Network } from './network.ts';
import type { Outcome } from './probing.ts';
import { filesOf, WORDS } from './stage.ts';

/** ms until a proof counts as one that does nothing. */
const PATIENCE_MS = 10_000;
/** An origin that no fixture trusts, for handlers that let any in. */
const ELSEWHERE = 'https://elsewhere.example';

/** Runs in the target, before its script: notes the message's words wherever they are used. */
const WATCH = String(function watch(words: string) {
	const met: string[] = [];
	(window as unknown as { met: string[] }).met = met;
	const has = (one: unknown): boolean => {
		const text = `${typeof one === 'object' ? JSON.stringify(one) : one}`;
		return text.includes(words) || text.includes(encodeURIComponent(words));
	};
	const meet = (where: string, given: unknown[]): void => {
		if (given.some(has)) met.push(where);
	};
	const watchCalls = (owner: object, name: string): void => {
		const native = (owner as Record<string, unknown>)[name];
		if (typeof native !== 'function') return;
		Object.defineProperty(owner, name, {
			writable: true,
			configurable: true,
			value(...given: unknown[]) {
				meet(name, given);
				return Reflect.apply(native, this, given);
			},
		});
	};
	const watchSets = (owner: object, name: string): void => {
		const old = Object.getOwnPropertyDescriptor(owner, name);
		if (!old?.set) return;
		Object.defineProperty(owner, name, {
			...old,
			set(value) {
				meet(name, [value]);
				old.set?.call(this, value);
			},
		});
	};
	// Its own text has the words too.
	document.currentScript?.remove();
	for (const name of ['eval', 'setTimeout', 'setInterval', 'fetch', 'open', 'alert', 'postMessage'])
		watchCalls(window, name);
	window.Worker = new Proxy(Worker, {
		construct(target, given) {
			meet('Worker', given);
			return Reflect.construct(target, given);
		},
	});
	watchCalls(History.prototype, 'pushState');
	watchCalls(BroadcastChannel.prototype, 'postMessage');
	addEventListener('hashchange', () => meet('hash', [location.href]));
	watchCalls(Storage.prototype, 'setItem');
	watchCalls(XMLHttpRequest.prototype, 'open');
	watchCalls(XMLHttpRequest.prototype, 'send');
	watchCalls(WebSocket.prototype, 'send');
	watchCalls(Navigator.prototype, 'sendBeacon');
	watchCalls(Document.prototype, 'write');
	watchCalls(Element.prototype, 'insertAdjacentHTML');
	watchCalls(Element.prototype, 'setAttribute');
	for (const owner of [HTMLIFrameElement, HTMLImageElement, HTMLScriptElement])
		watchSets(owner.prototype, 'src');
	for (const frame of document.querySelectorAll('iframe'))
		frame.contentWindow?.addEventListener('message', ({ data }) => meet('postMessage', [data]));
	watchSets(HTMLIFrameElement.prototype, 'srcdoc');
	watchSets(HTMLScriptElement.prototype, 'text');
	watchSets(HTMLAnchorElement.prototype, 'href');
	watchSets(Element.prototype, 'innerHTML');
	watchSets(ShadowRoot.prototype, 'innerHTML');
	watchSets(Element.prototype, 'outerHTML');
	watchSets(Document.prototype, 'cookie');
	watchSets(Document.prototype, 'title');
});

/**
 * Opens the proof of an outcome in a browser without Earshot. `worked`: the handler acted; `idle`: messages came and
 * nothing came of them; otherwise why there is no proof.
 *
 * @param attacker origin to serve it from where the proof names none
 */
export async function prove(
	browser: Browser,
	network: Network,
	fixture: Fixture,
	outcome: Outcome,
): Promise<'worked' | 'idle' | { none: string }> {
	const { url, plan } = outcome;
	const proof = proofFor(outcome);
	if ('none' in proof) return proof;
	const { origin } = plan;
	const home = proof.html.includes('const servedFrom = null') || origin === 'null' ? ELSEWHERE : origin;
	const before = `(${WATCH})(${JSON.stringify(WORDS)})`;
	for (const [address, text] of filesOf(fixture, url, origin, before)) await network.put(address, text);
	network.asked();
	const tab = await browser.newTab();
	try {
		await tab.goto(await network.put(`${home}/proof.html`, proof.html));
		const page = origin === 'null' ? await tab.frame('about:srcdoc') : tab;
		await page.waitFor(() => {
			const button = document.querySelector<HTMLElement>('button[data-way="frame"]');
			button?.click();
			return button !== null;
		}, []);
		const target = await tab.frame(url);
		const isDone = async (): Promise<boolean> => {
			// The words may be part of an address that the target goes to.
			if (network.asked().some((address) => decodeURIComponent(address).includes(WORDS))) return true;
			const met = await target
				.evaluate((words) => {
					const { met = [] } = window as unknown as { met?: string[] };
					const isUsed = document.getElementById('uses')?.hasChildNodes() ?? false;
					return isUsed || met.length > 0 || document.documentElement.outerHTML.includes(words);
				}, WORDS)
				// It has gone elsewhere.
				.catch(() => false);
			return met;
		};
		const end = Date.now() + PATIENCE_MS;
		while (Date.now() < end) {
			if (await isDone()) return 'worked';
			const said = await page.evaluate(() => document.getElementById('log')?.textContent ?? '');
			if (/answered|another page/.test(said)) return 'worked';
			if (outcome.interpretation.result !== 'confirmed' && /Sent for/.test(said)) {
				await new Promise((done) => setTimeout(done, 1_000));
				return (await isDone()) ? 'worked' : 'idle';
			}
			await new Promise((done) => setTimeout(done, 100));
		}
		return 'idle';
	} finally {
		await tab.close();
	}
}

/** The panel's own proof; for an attack that was refused, one of the same making. */
function proofFor(outcome: Outcome): { html: string } | { none: string } {
	const { url, plan, interpretation } = outcome;
	const page = { info: { url, path: '', frameId: 0 }, framing: {} };
	const session = { documents: { get: () => page, [Symbol.iterator]: () => [page].values() } };
	const listener = { document: 1, added: { name: 'listener', stack: [] } };
	if (interpretation.result === 'confirmed') {
		const made = proofOf(session as unknown as Session, listener as unknown as ListenerRecord, outcome);
		return 'problem' in made ? { none: made.problem } : { html: made.text };
	}
	const made = pocPage({
		target: url,
		payload: plan.payload,
		servedFrom: plan.origin,
		ways: { frame: 'yes', popup: 'no' },
		shows: 'Nothing: the handler is right.',
	});
	return 'problem' in made ? { none: made.problem } : made;
}
