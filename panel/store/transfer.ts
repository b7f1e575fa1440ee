import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { inChunks } from '../../src/export/in-chunks.ts';
import type { OpenedSession } from '../../src/export/read-session.ts';
import { SessionProblem } from '../../src/export/session-problem.ts';
import { exportFile } from './export-files.ts';
import type { ExportFormat } from './export-formats.ts';
import type { PanelStore } from './panel-store.ts';

/** Something that takes its time. */
export interface Job {
	what: 'export' | 'open';
	/** 0 to 1. */
	share: number;
}

export type TransferProblem = { what: 'export'; reason: string } | { what: 'open'; problem: SessionProblem };

/** A file as the browser gives it. */
export interface OpenableFile {
	name: string;
	/** Bytes. */
	size: number;
	stream(): ReadableStream<Uint8Array>;
}

export interface Transfer {
	/** Take credentials out of what is exported. */
	redact: Signal<boolean>;
	job: ReadonlySignal<Job | undefined>;
	problem: Signal<TransferProblem | undefined>;
	/** Writes a file; settles when it is saved, cancelled or failed. */
	exportAs(store: PanelStore, format: ExportFormat): Promise<void>;
	/** Opens a saved session. */
	open(file: OpenableFile): Promise<void>;
	cancel(): void;
}

interface Surroundings {
	/** Version of Earshot. */
	version: string;
	now(): number;
	/** Lets the browser have its turn. */
	pause(): Promise<void>;
	/** Hands a file to the person. */
	save(name: string, type: string, parts: string[]): void;
	show(name: string, opened: OpenedSession): void;
}

/** Longest turn while a file is read, in ms. */
const TURN_MS = 12;

/** Exports and opens files, one at a time: the next one ends the one before. */
export function createTransfer(around: Surroundings): Transfer {
	const redact = signal(true);
	const job = signal<Job | undefined>(undefined);
	const problem = signal<TransferProblem | undefined>(undefined);
	let running: AbortController | undefined;

	const run = async (
		what: Job['what'],
		work: (signal: AbortSignal, progress: (share: number) => void) => Promise<void>,
	): Promise<void> => {
		running?.abort();
		const control = new AbortController();
		running = control;
		batch(() => {
			job.value = { what, share: 0 };
			problem.value = undefined;
		});
		try {
			await work(control.signal, (share) => {
				if (running === control) job.value = { what, share };
			});
		} catch (error) {
			if (!control.signal.aborted) problem.value = problemOf(what, error);
		} finally {
			if (running === control) job.value = running = undefined;
		}
	};

	return {
		redact,
		job,
		problem,
		exportAs: (store, format) =>
			run('export', async (signal, onProgress) => {
				const options = { version: around.version, now: around.now(), redact: redact.peek() };
				const file = await exportFile(store, format, options);
				const parts: string[] = [];
				// The sign of the work is drawn before the work begins.
				await around.pause();
				for await (const chunk of inChunks(file, { ...around, signal, onProgress })) parts.push(chunk);
				around.save(file.name, file.type, parts);
			}),
		open: (file) =>
			run('open', async (signal, onProgress) => {
				const { readSession } = await import('../../src/export/read-session.ts');
				const opened = await readSession(textOf(file, signal, onProgress, around));
				signal.throwIfAborted();
				around.show(file.name, opened);
			}),
		cancel() {
			running?.abort();
			job.value = running = undefined;
		},
	};
}

function problemOf(what: Job['what'], error: unknown): TransferProblem {
	if (what === 'open' && error instanceof SessionProblem) return { what, problem: error };
	return { what: 'export', reason: error instanceof Error ? error.message : String(error) };
}

async function* textOf(
	file: OpenableFile,
	signal: AbortSignal,
	onProgress: (share: number) => void,
	{ now, pause }: Pick<Surroundings, 'now' | 'pause'>,
): AsyncGenerator<string> {
	const reader = file.stream().getReader();
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	let read = 0;
	let end = now() + TURN_MS;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			signal.throwIfAborted();
			if (done) break;
			read += value.length;
			yield decoder.decode(value, { stream: true });
			if (now() < end) continue;
			onProgress(read / file.size);
			await pause();
			end = now() + TURN_MS;
		}
		yield decoder.decode();
	} finally {
		await reader.cancel().catch(() => {
			// The file is gone: it is not read any further either way.
		});
	}
}
