import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Failure } from '../../src/protocol/failure.ts';
import type { Session } from '../../src/session/session.ts';
import type { AnalysisStore } from './analysis-store.ts';
import type { ScriptTexts } from './script-texts.ts';

/** A script that the browser gives no text of, and without which listeners were judged. */
export interface MissingScript {
	url: string;
	/** The document to ask for it. */
	token: string;
	listeners: number;
	/** Why it could not be fetched. */
	failed?: Failure;
}

export interface MissingScripts {
	list: ReadonlySignal<readonly MissingScript[]>;
	busy: ReadonlySignal<boolean>;
	/** Requests those of the list that are named, or all, on a person's click; what comes is judged with. */
	fetch(urls?: readonly string[]): Promise<void>;
}

export function createMissingScripts(
	session: Session,
	analysis: AnalysisStore,
	scripts: Pick<ScriptTexts, 'fetch'>,
): MissingScripts {
	const busy = signal(false);
	const failed = signal<ReadonlyMap<string, Failure>>(new Map());
	const list = computed(() => {
		analysis.version.value;
		const found: MissingScript[] = [];
		for (const [url, listeners] of analysis.lacking()) {
			const [first] = listeners;
			const token = first && session.documents.get(first.document)?.token;
			const why = failed.value.get(url);
			if (token === undefined || !/^https?:/i.test(url)) continue;
			found.push({
				url,
				token,
				listeners: listeners.length,
				...(why === undefined ? {} : { failed: why }),
			});
		}
		return found;
	});
	return {
		list,
		busy,
		async fetch(urls) {
			const wanted = list.value.filter(({ url }) => !urls || urls.includes(url));
			busy.value = true;
			const fetched = await Promise.all(
				wanted.map(async ({ token, url }) => ({ url, result: await scripts.fetch(token, url) })),
			);
			const reasons = new Map(failed.value);
			for (const { url, result } of fetched) {
				if (result.kind === 'failed') reasons.set(url, result);
				else reasons.delete(url);
			}
			failed.value = reasons;
			busy.value = false;
		},
	};
}
