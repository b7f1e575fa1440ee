import { proofOf } from '../../panel/store/probe/proof.ts';
import type { Browser } from '../../src/cli/browsers/browser.ts';
import { pause } from '../../src/cli/browsers/poll.ts';
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

/** Methods and setters that a handler may hand words to, by the object or class that has them. */
const CALLS: Record<string, readonly string[]> = {
	window: ['eval', 'setTimeout', 'setInterval', 'fetch', 'open', 'alert', 'postMessage'],
	History: ['pushState'],
	BroadcastChannel: ['postMessage'],
	Worker: ['postMessage'],
	Storage: ['setItem'],
	XMLHttpRequest: ['open', 'send'],
	WebSocket: ['send'],
	Navigator: ['sendBeacon'],
	Document: ['write'],
	Element: ['insertAdjacentHTML', 'setAttribute'],
};
const SETS: Record<string, readonly string[]> = {
	HTMLIFrameElement: ['src', 'srcdoc'],
	HTMLImageElement: ['src'],
	HTMLScriptElement: ['src', 'text'],
	HTMLAnchorElement: ['href'],
	Element: ['innerHTML', 'outerHTML'],
	ShadowRoot: ['innerHTML'],
	Document: ['cookie', 'title'],
};
const CONSTRUCTORS = ['Worker', 'Function'];

/** Runs in the target, before its script: notes the message's words wherever they are used. */
const WATCH = String(function watch(
	words: string,
	calls: typeof CALLS,
	sets: typeof SETS,
	constructors: typeof CONSTRUCTORS,
) {
	const met: string[] = [];
	(window as unknown as { met: string[] }).met = met;
	const has = (one: unknown): boolean => {
		const text = `${typeof one === 'object' ? JSON.stringify(one) : one}`;
		return text.includes(words) || text.includes(encodeURIComponent(words));
	};
	const meet = (where: string, given: unknown[]): void => {
		if (given.some(has)) met.push(where);
	};
	type Class = { prototype: object };
	const globals = window as unknown as Record<string, Class>;
	const ownerOf = (name: string): object => (name === 'window' ? window : (globals[name] as Class).prototype);
	const redefine = (owner: string, name: string, change: PropertyDescriptor): void => {
		const old = Object.getOwnPropertyDescriptor(ownerOf(owner), name);
		if (old) Object.defineProperty(ownerOf(owner), name, { ...old, ...change });
	};
	// Its own text has the words too.
	document.currentScript?.remove();
	for (const [owner, names] of Object.entries(calls))
		for (const name of names) {
			const native = (ownerOf(owner) as Record<string, unknown>)[name] as (...given: unknown[]) => unknown;
			redefine(owner, name, {
				value(this: unknown, ...given: unknown[]) {
					meet(name, given);
					return Reflect.apply(native, this, given);
				},
			});
		}
	for (const [owner, names] of Object.entries(sets))
		for (const name of names) {
			const native = Object.getOwnPropertyDescriptor(ownerOf(owner), name)?.set;
			redefine(owner, name, {
				set(this: unknown, value) {
					meet(name, [value]);
					native?.call(this, value);
				},
			});
		}
	for (const name of constructors)
		globals[name] = new Proxy(globals[name] as never, {
			construct(target, given) {
				meet(name, given);
				return Reflect.construct(target, given);
			},
		});
	addEventListener('hashchange', () => meet('hash', [location.href]));
	for (const frame of document.querySelectorAll('iframe'))
		frame.contentWindow?.addEventListener('message', ({ data }) => meet('postMessage', [data]));
});

/** Script for a target that notes where words of a message are used. */
export const watcherOf = (words: string): string =>
	`(${WATCH})(${[words, CALLS, SETS, CONSTRUCTORS].map((one) => JSON.stringify(one)).join()})`;

/** A proof to be opened, and what it is to be seen by. */
interface Staged {
	html: string;
	/** Address of the target, which is there, with the watcher in it. */
	target: string;
	/** Texts of the message. */
	words: string;
	/** Expression in the target that says so too. */
	worked?: string | undefined;
	/** It is not expected to do anything. */
	isControl?: boolean;
}

/** Origin that a proof is to be served from; an opaque one is a frame's of any page. */
function homeOf(html: string): string {
	const [, asked] = /^const servedFrom = (?:null|"([^"]+)");$/m.exec(html) ?? [];
	return asked === undefined || asked === 'null' ? ELSEWHERE : asked;
}

/** Opens a proof in a browser without Earshot. `worked`: the handler acted; `idle`: messages came and nothing came of them. */
export async function openProof(
	browser: Browser,
	network: Network,
	{ html, target: url, words, worked = 'false', isControl = false }: Staged,
): Promise<'worked' | 'idle'> {
	network.asked();
	const tab = await browser.newTab();
	try {
		await tab.goto(await network.put(`${homeOf(html)}/proof.html`, html));
		const page = /<iframe [^>]*srcdoc=/.test(html) ? await tab.frame('about:srcdoc') : tab;
		await page.waitFor(() => {
			const button = document.querySelector<HTMLElement>('button[data-way="frame"]');
			button?.click();
			return button !== null;
		}, []);
		const target = await tab.frame(url);
		const isDone = async (): Promise<boolean> => {
			// The words may be part of an address that the target goes to.
			if (network.asked().some((address) => decodeURIComponent(address).includes(words))) return true;
			return (
				target
					.evaluate(
						([text, code]) => {
							const { met = [] } = window as unknown as { met?: string[] };
							const isUsed = document.getElementById('uses')?.hasChildNodes() ?? false;
							const shows = document.documentElement.outerHTML.includes(text as string);
							return isUsed || met.length > 0 || shows || Boolean(new Function(`return ${code}`)());
						},
						[words, worked],
					)
					// It has gone elsewhere.
					.catch(() => false)
			);
		};
		const end = Date.now() + PATIENCE_MS;
		while (Date.now() < end) {
			if (await isDone()) return 'worked';
			const said = await page.evaluate(() => document.getElementById('log')?.textContent ?? '');
			if (/answered|another page/.test(said)) return 'worked';
			if (isControl && /Sent for/.test(said)) {
				await pause(1_000);
				return (await isDone()) ? 'worked' : 'idle';
			}
			await pause(100);
		}
		return 'idle';
	} finally {
		await tab.close();
	}
}

/** Opens the proof of an outcome; otherwise why there is no proof. */
export async function prove(
	browser: Browser,
	network: Network,
	fixture: Fixture,
	outcome: Outcome,
): Promise<'worked' | 'idle' | { none: string }> {
	const { url, plan } = outcome;
	const proof = proofFor(outcome);
	if ('none' in proof) return proof;
	for (const [address, text] of filesOf(fixture, url, plan.origin, watcherOf(WORDS)))
		await network.put(address, text);
	return openProof(browser, network, {
		html: proof.html,
		target: url,
		words: WORDS,
		isControl: outcome.interpretation.result !== 'confirmed',
	});
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
		ports: plan.ports,
		servedFrom: plan.origin,
		ways: { frame: 'yes', popup: 'no' },
		shows: 'Nothing: the handler is right.',
	});
	return 'problem' in made ? { none: made.problem } : made;
}
