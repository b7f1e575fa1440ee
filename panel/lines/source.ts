import type { SourceTools } from '../store/source/source-store.ts';
import type { SourceAnswer, SourceQuestion } from '../worker/source.ts';
import { workerLine } from './worker.ts';

/** Printing takes two seconds a megabyte. */
const LIMIT_MS = 30_000;

/** What prepares scripts for the eye, in a worker of its own: verdicts do not wait for it. */
export function sourceWorker(): SourceTools {
	const line = workerLine<SourceQuestion, SourceAnswer>('/source-worker.js', LIMIT_MS);
	return (question) => line.ask(question);
}
