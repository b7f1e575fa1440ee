import { type Signal, signal } from '@preact/signals';
import type { MapProblem, OriginalFile, OriginalStretch, Stretch } from '../../../src/analyser/source-map.ts';
import { type Failure, failureIn } from '../../../src/protocol/failure.ts';
import type { WorkerFailure } from '../../lines/worker.ts';
import type { PrettyText } from '../../worker/pretty.ts';
import type { SourceAnswer, SourceQuestion } from '../../worker/source.ts';
import type { JudgedScript } from '../analysis-store.ts';
import type { LogHeaders } from '../log-headers.ts';
import { oldestOut } from '../oldest-out.ts';
import type { ScriptTexts } from '../script-texts.ts';
import { mapHeader, mapReference } from './map-reference.ts';

/** What prepares scripts for the eye, off the main thread. */
export type SourceTools = (question: SourceQuestion) => Promise<SourceAnswer | WorkerFailure>;

/** `differs`: printing would change more than white space, or the text is too large. */
export type PrettyState =
	| { state: 'working' }
	| { state: 'ready'; pretty: PrettyText }
	| { state: 'refused'; why: 'differs' | WorkerFailure['failed'] };

export type MapState =
	/** The script names no map. */
	| { state: 'none' }
	| { state: 'looking' }
	/** It names one that the browser does not hold: a person may have it loaded. `failed`: why that did not work. */
	| { state: 'not-held'; url: string; failed?: Failure }
	| { state: 'problem'; problem: MapProblem | 'bad-address' | WorkerFailure['failed'] }
	| { state: 'ready'; files: OriginalFile[]; stretches: (OriginalStretch | undefined)[] };

/** `failed`: why a request of it brought nothing. */
export interface FileState {
	text?: string;
	failed?: Failure;
}

export interface SourceStore {
	/** Raised with each new state. */
	version: Signal<number>;
	/** The text printed readably; asks for it when it is not there. */
	pretty(text: string): PrettyState;
	/** Where stretches of a script come from; looks for its map when that was not done. */
	originals(token: string, script: JudgedScript, stretches: readonly Stretch[]): MapState;
	/** Requests a map, on a person's click. */
	loadMap(token: string, script: JudgedScript, stretches: readonly Stretch[]): void;
	/** Text of an original file that its map does not hold: undefined while it is looked for. */
	fileText(token: string, file: OriginalFile): FileState | undefined;
	loadFile(token: string, file: OriginalFile): void;
}

interface Surroundings {
	ask: SourceTools;
	scripts: Pick<ScriptTexts, 'of' | 'fetch'>;
	headers: LogHeaders;
}

/** Printed texts kept: a person goes back and forth between a few. */
const MOST_PRETTY = 8;
/** Texts of original files kept. */
const MOST_FILES = 50;
const none: MapState = { state: 'none' };
const looking: MapState = { state: 'looking' };

/** Readable forms of scripts: printed, or as their authors wrote them. Nothing is requested but by a person's click. */
export function createSourceStore({ ask, scripts, headers }: Surroundings): SourceStore {
	const version = signal(0);
	const printed = new Map<string, PrettyState>();
	const mapped = new WeakMap<JudgedScript, Map<string, MapState>>();
	/** By document and address: a page that is loaded anew may have others. */
	const files = new Map<string, FileState | undefined>();
	const keyOf = (token: string, { url }: OriginalFile): string => `${token} ${url}`;

	const print = async (text: string): Promise<void> => {
		const answer = await ask({ kind: 'pretty', text });
		if ('failed' in answer) printed.set(text, { state: 'refused', why: answer.failed });
		else if ('pretty' in answer && answer.pretty)
			printed.set(text, { state: 'ready', pretty: answer.pretty });
		else printed.set(text, { state: 'refused', why: 'differs' });
		version.value++;
	};

	const trace = async (map: string, url: string, stretches: readonly Stretch[]): Promise<MapState> => {
		const answer = await ask({ kind: 'trace', map, url, stretches });
		if ('failed' in answer) return { state: 'problem', problem: answer.failed };
		if ('problem' in answer) return { state: 'problem', problem: answer.problem };
		return 'files' in answer ? { state: 'ready', ...answer } : none;
	};

	const find = async (
		token: string,
		{ url, text }: JudgedScript,
		stretches: readonly Stretch[],
		load: boolean,
	): Promise<MapState> => {
		const reference = mapReference(text, url) ?? mapReference('', url, mapHeader((await headers(url)) ?? []));
		if (!reference) return none;
		if (reference.kind === 'bad') return { state: 'problem', problem: 'bad-address' };
		if (reference.kind === 'inline') return trace(reference.map, url, stretches);
		const held = await scripts.of(token, reference.url);
		if (held !== undefined) return trace(held, reference.url, stretches);
		if (!load) return { state: 'not-held', url: reference.url };
		const result = await scripts.fetch(token, reference.url);
		if (result.kind === 'source') return trace(result.source, reference.url, stretches);
		return { state: 'not-held', url: reference.url, failed: failureIn(result) };
	};

	const look = (token: string, script: JudgedScript, stretches: readonly Stretch[], load: boolean): void => {
		const known = mapped.get(script) ?? new Map<string, MapState>();
		mapped.set(script, known);
		const key = JSON.stringify(stretches);
		known.set(key, looking);
		void find(token, script, stretches, load).then((state) => {
			known.set(key, state);
			version.value++;
		});
	};

	const fetchFile = async (token: string, file: OriginalFile, load: boolean): Promise<void> => {
		const { url } = file;
		const key = keyOf(token, file);
		files.set(key, undefined);
		oldestOut(files, MOST_FILES);
		let text = await scripts.of(token, url);
		let failed: Failure | undefined;
		if (text === undefined && load) {
			const result = await scripts.fetch(token, url);
			if (result.kind === 'source') text = result.source;
			else failed = failureIn(result);
		}
		files.set(key, text !== undefined ? { text } : failed ? { failed } : {});
		version.value++;
	};

	return {
		version,
		pretty(text) {
			const known = printed.get(text);
			if (known) return known;
			const working: PrettyState = { state: 'working' };
			printed.set(text, working);
			const [oldest] = printed.keys();
			if (printed.size > MOST_PRETTY && oldest !== undefined) printed.delete(oldest);
			void print(text);
			return working;
		},
		originals(token, script, stretches) {
			const known = mapped.get(script)?.get(JSON.stringify(stretches));
			if (!known) look(token, script, stretches, false);
			return known ?? looking;
		},
		loadMap(token, script, stretches) {
			look(token, script, stretches, true);
			version.value++;
		},
		fileText(token, file) {
			if (file.text !== undefined) return { text: file.text };
			const key = keyOf(token, file);
			if (!files.has(key)) void fetchFile(token, file, false);
			return files.get(key);
		},
		loadFile(token, file) {
			void fetchFile(token, file, true);
			version.value++;
		},
	};
}
