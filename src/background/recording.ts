import browser, { type Scripting } from 'webextension-polyfill';
import { type Mode, PREFERENCES_KEY, type Recording } from '../protocol/recording.ts';
import { patternOf, readRecording } from '../webext/sites.ts';

/** Newer than the types: frames without an address of their own belong to the site that made them. */
type Script = Scripting.RegisteredContentScript & { matchOriginAsFallback: boolean };

/** The scripts that tell documents to keep less, as a person chose; `isWatching`: while a panel is open, all sites but those left alone are watched. */
export function scriptsFor({ idle, alone }: Recording, isWatching: boolean): Script[] {
	const script = (mode: Mode, matches: string[]): Script => ({
		id: mode,
		js: [`keep-to-${mode}.js`],
		matches,
		allFrames: true,
		matchOriginAsFallback: true,
		runAt: 'document_start',
		persistAcrossSessions: true,
	});
	return [
		...(alone.length > 0 ? [script('site', alone.map(patternOf))] : []),
		...(idle === 'ring' || isWatching ? [] : [script(idle, ['<all_urls>'])]),
	];
}

/** Registers and unregisters the scripts, one change after the other. */
export class RecordingRules {
	#isWatching = false;
	#last: Promise<void> = Promise.resolve();

	/** The browser started, or the extension came: what is registered may be of another time. */
	begin(): void {
		browser.runtime.onInstalled.addListener(() => this.#apply());
		browser.runtime.onStartup.addListener(() => this.#apply());
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
	const of = (script: { matches?: string[] | undefined } | undefined): string =>
		[...(script?.matches ?? [])].sort().join();
	const stale = there.filter(
		({ id, matches }) => of({ matches }) !== of(wanted.find((script) => script.id === id)),
	);
	const fresh = wanted.filter(
		({ id, matches }) => of({ matches }) !== of(there.find((script) => script.id === id)),
	);
	if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
	if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh);
}
