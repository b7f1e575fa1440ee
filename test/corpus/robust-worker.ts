import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { analyseFile } from '../../src/analyser/analyse.ts';
import type { Answer } from './robust.ts';

parentPort?.on('message', (file: string) => parentPort?.postMessage(judge(file)));

function judge(file: string): Answer {
	const text = readFileSync(file, 'utf8');
	const start = performance.now();
	try {
		const listeners = analyseFile(text).length;
		return { listeners, time: performance.now() - start };
	} catch (error) {
		return {
			listeners: 0,
			time: performance.now() - start,
			error: error instanceof Error ? (error.stack ?? '') : String(error),
		};
	}
}
