import type { Browser, Tab } from '../../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../../src/cli/browsers/panel-handle.ts';
import { pause } from '../../../src/cli/browsers/poll.ts';
import { openLine, type PanelLine } from '../../helpers/panel-line.ts';
import { DEEDS } from '../deeds/deeds.ts';
import { pageOf, putSite } from '../deeds/page.ts';
import type { Network } from '../network.ts';
import { CHECKS } from './checks.ts';
import { HARMLESS, NOTICED, UNSEEN } from './known.ts';
import { FIRST } from './page.ts';
import { ways } from './ways.ts';

interface Page {
	isPrepared?: boolean;
	helper?: { log?: unknown };
	results: Record<string, string>;
	isWatched(): boolean;
	prepare(): Promise<void>;
	check(texts: string[]): Promise<string[]>;
	deeds: Record<string, unknown>;
}

const ADDRESS = 'https://victim.example/watch';
/** ms that a deed has, and until it counts as one that took the page away. */
const DEED_MS = 25;
const PATIENCE_MS = 5_000;
/** ms until all has been told: storage is looked through a while after a message. */
const TOLD_MS = 1_500;
/** ms until the one that does something a while later has done it. */
const LATER_MS = 500;
/** Deeds that a person would have to end, or that end the tab. */
const SKIPPED =
	/^(?:alert|confirm|prompt|print|windowClose|share|payment|pictureInPicture|requestFullscreen|removeListener)$/;

const ALL = [...Object.entries(ways).map(([name, code]) => ({ name, code })), ...DEEDS].filter(
	({ name }) => !SKIPPED.test(name),
);

const inTime = <T>(promise: Promise<T>): Promise<T> =>
	Promise.race([
		promise,
		pause(PATIENCE_MS).then(() => {
			throw new Error('no answer');
		}),
	]);

async function enter(tab: Tab): Promise<void> {
	await tab.goto(ADDRESS);
	await tab.evaluate(() => (window as unknown as Page).prepare());
	await tab.waitFor(() => {
		const { isPrepared, helper } = window as unknown as Page;
		return isPrepared && helper?.log !== undefined;
	}, []);
}

/** Sends the page a message of its own, on which its handler does one deed; what the deed answered, if the page is there. */
const send = (tab: Tab, name: string): Promise<string | undefined> =>
	inTime(
		tab.evaluate(
			async (deed, ms) => {
				const page = window as unknown as Page;
				if (!page.isPrepared || !document.getElementById('box')) return undefined;
				// No text of the message but its marks is long enough to be found.
				const name = `n${Object.keys(page.deeds).indexOf(deed)}`;
				page.deeds[name] = page.deeds[deed];
				const mark = (kind: string): string => `earshot-${deed}-${kind}`;
				const url = `https://victim.example/hit?${mark('url')}`;
				const code = `ran('${mark('code')}')`;
				postMessage(
					{
						name,
						url,
						code,
						html: `<img src="/hit?${mark('html')}" title="${mark('html')}">`,
						word: mark('word'),
						padded: `\n ${mark('padded')} `,
						nested: { list: [{ word: mark('nested') }] },
						json: JSON.stringify({ word: mark('json'), inner: JSON.stringify({ word: mark('inner') }) }),
						map: new Map([
							['word', mark('map')],
							[mark('key'), ''],
						]),
						set: new Set([mark('set')]),
						keyed: { [mark('keyed')]: 1 },
						error: new Error(mark('error')),
						string: new String(mark('string')),
						number: 1234567890123,
						bytes: new TextEncoder().encode(mark('bytes')),
						base64: btoa(mark('base64')),
						encoded: encodeURIComponent(`<${mark('encoded')}>`),
					},
					'*',
				);
				await new Promise((done) => setTimeout(done, ms));
				return page.results[name];
			},
			name,
			DEED_MS,
		),
	).catch(() => undefined);

/** Does all deeds, each on a page that has all that it needs. */
async function doAll(
	tab: Tab,
	names: string[],
	begun: () => Promise<void>,
): Promise<Map<string, string | undefined>> {
	const answers = new Map<string, string | undefined>();
	const begin = async (): Promise<void> => {
		await enter(tab);
		await begun();
	};
	await begin();
	for (const name of names) {
		const answer = await send(tab, name);
		answers.set(name, answer);
		if (name === 'later') await pause(LATER_MS);
		const isThere = await inTime(
			tab.evaluate(
				(url) =>
					location.href === url &&
					document.getElementById('box') !== null &&
					(window as unknown as Page).isPrepared,
				ADDRESS,
			),
		).catch(() => false);
		if (!isThere) await begin();
	}
	return answers;
}

/** What was told, by deed: sinks, with the kind of the text that was found. */
async function toldOf(panel: PanelHandle): Promise<Map<string, Set<string>>> {
	const events = await panel.evaluate(() => (window as unknown as { line: PanelLine }).line.all());
	const named = new Map<string, string>();
	for (const { kind, n, token, data } of events) {
		const name = kind === 'message' && /earshot-(\w+)-/.exec(JSON.stringify(data))?.[1];
		if (name) named.set(`${token} ${n}`, name);
	}
	const told = new Map<string, Set<string>>();
	for (const { kind, n, token, sink, text } of events) {
		if (kind !== 'sink-reached') continue;
		const name = named.get(`${token} ${n}`) ?? /earshot-(\w+)-/.exec(`${text}`)?.[1] ?? 'nobody';
		told.set(name, (told.get(name) ?? new Set()).add(`${sink}`));
	}
	return told;
}

/** Has a page do all that it can with a message, without and with its sinks watched. */
export async function watchDeeds(
	browser: Browser,
	_bare: Browser | undefined,
	network: Network,
	{ only }: { only: RegExp },
): Promise<{ wrong: number; summary: string[] }> {
	await putSite(network, 'watch', pageOf(ALL, FIRST));
	const names = ALL.map(({ name }) => name).filter((name) => only.test(name));
	let wrong = 0;
	const tell = (name: string, what: string): void => {
		wrong++;
		console.log(`${name}: ${what}`);
	};
	const checkAll = (tab: Tab): Promise<string[]> =>
		tab.evaluate((texts) => (window as unknown as Page).check(texts), CHECKS);

	let tab = await browser.newTab();
	await enter(tab);
	const before = await checkAll(tab);
	const bare = await doAll(tab, names, async () => {});
	await tab.close();

	tab = await browser.newTab();
	await enter(tab);
	const panel = await tab.openPanel();
	await openLine(panel);
	const click = async (): Promise<void> => {
		await panel.click({ role: 'tab', name: 'Listeners' });
		await panel.click({ role: 'button', name: 'Watch sinks' });
	};
	await click();
	const isWatched = (): Promise<void> =>
		tab.waitFor(() => (window as unknown as Page).isWatched(), []).then(() => {});
	await isWatched();
	await enter(tab);
	await isWatched();
	const during = await checkAll(tab);
	await click();
	await tab.waitFor(() => !(window as unknown as Page).isWatched(), []);
	const after = await checkAll(tab);
	await click();
	const watched = await doAll(tab, names, isWatched);
	const tellAll = async (): Promise<Map<string, Set<string>>> => {
		await enter(tab);
		await isWatched();
		await pause(TOLD_MS);
		return toldOf(panel);
	};
	const isMissing = (told: Map<string, unknown>, name: string): boolean =>
		!told.has(name) && !UNSEEN.has(name) && !HARMLESS.has(name);
	let told = await tellAll();
	// What others left may have been in the way.
	const again = names.filter((name) => isMissing(told, name));
	for (const name of again) {
		await doAll(tab, [name], isWatched);
		await pause(LATER_MS);
	}
	if (again.length > 0) told = await tellAll();
	await tab.close();

	for (const [at, text] of CHECKS.entries()) {
		if (before[at] !== during[at] && !NOTICED.has(text))
			tell(text, `${before[at]} is ${during[at]} while watched`);
		if (before[at] !== after[at]) tell(text, `${before[at]} is ${after[at]} afterwards`);
	}
	for (const name of names) {
		const [without, meanwhile] = [bare.get(name), watched.get(name)];
		if (without !== undefined && meanwhile !== undefined && kindOf(without) !== kindOf(meanwhile))
			tell(name, `answers ${without}, and ${meanwhile} while watched`);
		if (isMissing(told, name)) tell(name, 'is not told');
		if (told.has(name) && UNSEEN.has(name)) tell(name, `is told: ${[...(told.get(name) ?? [])].join(', ')}`);
	}
	return {
		wrong,
		summary: [`where messages go: ${told.size} of ${names.length} ways are told, ${wrong} not as known`],
	};
}

/** What is another each time says what it is. */
const kindOf = (answer: string): string => answer.replace(/^\d+$/, 'a number').replace(/^blob:.*/, 'a Blob');
