import type { DecodeAnswer, DecodeQuestion } from '../worker/decoding/questions.ts';
import { type WorkerFailure, type WorkerLine, workerLine } from './worker.ts';

export type AskDecoders = (question: DecodeQuestion) => Promise<DecodeAnswer | WorkerFailure>;

/** A few hundred small frames, or one of some megabytes, take well below a second. */
const LIMIT_MS = 6_000;

/** The decoders in a worker of their own, loaded when the first socket is looked at. */
export function decodeWorker(): WorkerLine<DecodeQuestion, DecodeAnswer> {
	return workerLine('/decode-worker.js', LIMIT_MS);
}
