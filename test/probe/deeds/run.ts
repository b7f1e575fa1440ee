import type { Browser, Tab } from '../../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../../src/cli/browsers/panel-handle.ts';
import { pause } from '../../../src/cli/browsers/poll.ts';
import { guardResult } from '../../../src/protocol/guard-result.ts';
import type { ProbeTranscript } from '../../../src/protocol/probe.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { ask, openLine, type PanelLine } from '../../helpers/panel-line.ts';
import type { Network } from '../network.ts';
import { DEEDS } from './deeds.ts';
import { LEFT, UNTOLD } from './known.ts';
import { PAGE, putSite } from './page.ts';

type State = Record<string, string>;
interface Page {
	isPrepared?: boolean;
	helper?: { log?: unknown };
	prepare(): Promise<void>;
	state(): Promise<State>;
}

const ADDRESS = 'https://victim.example/deeds';
/** ms that a deed is watched, and until it counts as one that took the page away. */
const WATCHED_MS = 60;
const PATIENCE_MS = 5_000;
/** ms from the last probe until nothing is held back any more. */
const KEPT_MS = 10_500;

const markOf = (name: string): string => `earshot-${name}-`;

function payloadOf(name: string): Value {
	const mark = markOf(name);
	const url = `https://victim.example/hit?${mark}`;
	const texts = {
		name,
		url,
		html: `<img src="${url}" onerror="ran('${mark}')">`,
		code: `ran('${mark}')`,
		word: mark,
	};
	return { t: 'object', id: 1, e: Object.entries(texts).map(([key, v]) => [key, { t: 'string', v }]) };
}

const inTime = <T>(promise: Promise<T>): Promise<T> =>
	Promise.race([
		promise,
		pause(PATIENCE_MS).then(() => {
			throw new Error('no answer');
		}),
	]);

const stateOf = (tab: Tab): Promise<State> => inTime(tab.evaluate(() => (window as unknown as Page).state()));

async function enter(tab: Tab): Promise<State> {
	await tab.goto(ADDRESS);
	await tab.evaluate(() => (window as unknown as Page).prepare());
	await tab.waitFor(() => {
		const { isPrepared, helper } = window as unknown as Page;
		return isPrepared && helper?.log !== undefined;
	}, []);
	return stateOf(tab);
}

/** What ran is told once. */
const differences = (before: State, after: State): string[] =>
	Object.keys(before).filter((key) => (key === 'ran' ? after[key] !== '[]' : before[key] !== after[key]));

async function probe(panel: PanelHandle, name: string): Promise<ProbeTranscript> {
	const listener = await panel.waitFor(
		(url) => {
			const { line } = window as unknown as { line: PanelLine };
			if (line.url() !== url) return undefined;
			return line.told().find(({ kind, name: own }) => kind === 'listener-added' && own === 'handler')?.[
				'listener'
			] as number | undefined;
		},
		[ADDRESS],
	);
	const plan = {
		listener,
		payload: payloadOf(name),
		delivery: 'posed' as const,
		origin: 'https://attacker.example',
		source: { relation: 'stranger' as const },
		ports: 0,
		safe: true,
		timeLimit: WATCHED_MS,
	};
	const result = guardResult(await inTime(ask(panel, { kind: 'probe', plan })));
	if (result.kind !== 'transcript') throw new Error(JSON.stringify(result));
	return result.transcript;
}

/** Whether the transcript says that something was done, and held back where that is said of it. */
const isTold = ({ sinks, sends, mutations }: ProbeTranscript): boolean =>
	[...sinks, ...sends].some(({ held }) => held) || mutations.count > 0;

/** Has a handler do all that one can, a deed a probe in safe mode; tells what of the page is not as it was, and should be. */
export async function probeDeeds(
	browser: Browser,
	_bare: Browser | undefined,
	network: Network,
	{ only }: { only: RegExp },
): Promise<{ wrong: number; summary: string[] }> {
	await putSite(network, 'deeds', PAGE);
	let tab = await browser.newTab();
	const begin = async (): Promise<{ panel: PanelHandle; state: State }> => {
		const state = await enter(tab);
		const panel = await tab.openPanel();
		await openLine(panel);
		return { panel, state };
	};
	let { panel, state } = await begin();
	network.asked();
	const deeds = DEEDS.filter(({ name }) => only.test(name));
	const found = new Map<string, string[]>();
	const untold = new Set<string>();
	for (const { name } of deeds) {
		try {
			if (!isTold(await probe(panel, name))) untold.add(name);
			const after = await stateOf(tab);
			found.set(name, differences(state, after));
			state = after;
		} catch (error) {
			found.set(name, [String(error).slice(0, 200)]);
			await tab.close();
			tab = await browser.newTab();
			({ panel, state } = await begin());
		}
	}
	// What was only put off comes now, and the page goes on as ever.
	await pause(KEPT_MS);
	found.set('afterwards', differences(state, await stateOf(tab)));
	await tab.close();
	const asked = network.asked();
	let wrong = 0;
	const tell = (name: string, what: string): void => {
		wrong++;
		console.log(`${name}: ${what}`);
	};
	for (const [name, left] of found) {
		if (asked.some((url) => url.includes(markOf(name)))) left.push('a request');
		if (left.length > 0 && !LEFT.has(name)) tell(name, `not as it was: ${left.join(', ')}`);
		if (left.length === 0 && untold.has(name) && !UNTOLD.has(name) && !LEFT.has(name))
			tell(name, 'held back or without effect, and not told');
	}
	const kept = [...found.values()].filter((left) => left.length === 0).length;
	return {
		wrong,
		summary: [`what a handler can do: ${kept} of ${found.size} left no trace, ${wrong} not as known`],
	};
}
