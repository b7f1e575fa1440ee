import browser, { type Scripting } from 'webextension-polyfill';
import { type Mode, PREFERENCES_KEY, type Recording } from '../protocol/recording.ts';
import { patternOf, readRecording } from '../webext/sites.ts';

/** ms that a panel may take to come back after the background was stopped. */
const RETURN_MS = 5_000;

/** Newer than the types: frames without an address of their own belong to the site that made them. */
type Script = Scripting.RegisteredContentScript & { matchOriginAsFallback: boolean };

/** All documents that the extension may run in. */
const ALL = ['<all_urls>'];

/**
 * The scripts that tell documents to keep less, as a person chose, and while a panel is open (`isWatching`), when all
 * sites but those left alone are watched, the one that has them recorded from their start.
 */
export function scriptsFor({ idle, alone }: Recording, isWatching: boolean): Script[] {
	const sites = alone.map(patternOf);
	const keepTo = (mode: Mode, matches: string[]): Script => script(mode, `keep-to-${mode}.js`, matches);
	return [
		...(sites.length > 0 ? [keepTo('site', sites)] : []),
		...(idle === 'ring' || isWatching ? [] : [keepTo(idle, ALL)]),
		...(isWatching ? [{ ...script('watch', 'watch.js', ALL), excludeMatches: sites }] : []),
	];
}

const script = (id: string, file: string, matches: string[]): Script => ({
	id,
	js: [file],
	matches,
	excludeMatches: [],
	allFrames: true,
	matchOriginAsFallback: true,
	runAt: 'document_start',
	persistAcrossSessions: true,
});

/** Registers and unregisters the scripts, one change after the other. */
export class RecordingRules {
	#isWatching = false;
	#last: Promise<void> = Promise.resolve();

	/** The browser started, or the extension came: what is registered may be of another time. */
	begin(): void {
		browser.runtime.onInstalled.addListener(() => this.#apply());
		browser.runtime.onStartup.addListener(() => this.#apply());
		// A panel may have gone while the background was stopped; one that is there is back by then.
		setTimeout(() => this.#apply(), RETURN_MS);
		browser.storage.onChanged.addListener((changes, area) => {
			if (area === 'local' && changes[PREFERENCES_KEY]) this.#apply();
		});
	}

	/** Whether a panel is open. */
	watching(is: boolean): void {
		this.#isWatching = is;
		this.#apply();
	}

	#apply(): void {
		// A failure is the browser's to show; the next change is another attempt.
		this.#last = this.#last.catch(() => {}).then(() => apply(this.#isWatching));
	}
}

async function apply(isWatching: boolean): Promise<void> {
	const stored = (await browser.storage.local.get(PREFERENCES_KEY))[PREFERENCES_KEY];
	const wanted = scriptsFor(readRecording(stored), isWatching);
	const there = await browser.scripting.getRegisteredContentScripts();
	const stale = there.filter((one) => placesOf(one) !== placesOf(wanted.find(({ id }) => id === one.id)));
	const fresh = wanted.filter((one) => placesOf(one) !== placesOf(there.find(({ id }) => id === one.id)));
	if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
	if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh);
}

/** Where a script runs, in a form to compare. */
const placesOf = (script: Partial<Pick<Script, 'matches' | 'excludeMatches'>> = {}): string =>
	JSON.stringify([script.matches ?? [], script.excludeMatches ?? []].map((patterns) => [...patterns].sort()));
