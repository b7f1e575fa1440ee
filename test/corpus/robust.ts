import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageFolder } from './packages.ts';

/** A script may take this long per megabyte, and never less than the floor (start-up noise of small files). */
const MS_PER_MB = 1000;
const FLOOR_MS = 250;
/** After this a file counts as a hang and its thread is ended. */
const HANG_MS = 60_000;

/** What the worker answers for one file. */
export interface Answer {
	listeners: number;
	time: number;
	error?: string;
}

/** Runs the whole-file analysis over every script of the packages; true when none threw, hung or was too slow. */
export async function checkRobustness(ids: readonly string[]): Promise<boolean> {
	const files = [...new Set(ids)].flatMap((id) => {
		const at = id.lastIndexOf('@');
		return scriptsIn(packageFolder(id.slice(0, at), id.slice(at + 1)));
	});
	let worker = start();
	let bytes = 0;
	let time = 0;
	let listeners = 0;
	const troubles: string[] = [];
	for (const file of files) {
		const size = statSync(file).size;
		const answer = await ask(worker, file);
		if (answer === undefined) {
			await worker.terminate();
			worker = start();
			troubles.push(`hangs: ${file} (${size} bytes)`);
			continue;
		}
		bytes += size;
		time += answer.time;
		listeners += answer.listeners;
		const limit = Math.max(FLOOR_MS, (size / 1e6) * MS_PER_MB);
		if (answer.error !== undefined) troubles.push(`throws: ${file}: ${answer.error}`);
		else if (answer.time > limit) troubles.push(`slow: ${file}: ${answer.time.toFixed(0)} ms, ${size} bytes`);
	}
	await worker.terminate();
	for (const trouble of troubles) console.log(trouble);
	console.log(
		`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${listeners} listeners, ` +
			`${(time / (bytes / 1e6)).toFixed(0)} ms per MB, ${troubles.length} troubles`,
	);
	return troubles.length === 0;
}

function scriptsIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.[cm]?js$/.test(name))
		.map((name) => join(folder, name))
		.filter((file) => statSync(file).isFile());
}

function start(): Worker {
	return new Worker(new URL('./robust-worker.mjs', import.meta.url));
}

function ask(worker: Worker, file: string): Promise<Answer | undefined> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => done(undefined), HANG_MS);
		const done = (answer: Answer | undefined) => {
			clearTimeout(timer);
			worker.off('message', done);
			worker.off('error', reject);
			resolve(answer);
		};
		worker.on('message', done);
		worker.on('error', reject);
		worker.postMessage(file);
	});
}
