import type { AnalyserLine, AnalysisReply } from '../store/analysis-store.ts';
import type { AnalyserQuestion, ShapeMaker, ShapesReply } from '../worker/questions.ts';
import { workerLine } from './worker.ts';

/** A listener is given up by the analyser itself after some seconds of work; a megabyte of script takes up to one. */
const LIMIT_MS = 20_000;

/**
 * The analyser in a worker of its own, so that a megabyte of minified code does not hold up the panel. It is a megabyte
 * itself: what is asked before `begin` waits for that.
 */
export function analyserWorker(
	begin: Promise<void> = Promise.resolve(),
): AnalyserLine & { shapesOf: ShapeMaker; close(): void } {
	const line = workerLine<AnalyserQuestion, AnalysisReply | ShapesReply>('/analyser-worker.js', LIMIT_MS);
	let receive: (reply: AnalysisReply) => void = () => {};
	return {
		post(request) {
			void begin.then(async () => {
				const answer = await line.ask(request);
				if ('shapes' in answer) return;
				receive('id' in answer ? answer : { id: request.id, ...answer });
			});
		},
		onReply(callback) {
			receive = callback;
		},
		async shapesOf(options) {
			const answer = await line.ask({ shapesOf: options });
			return 'shapes' in answer ? answer.shapes : [];
		},
		close: line.close,
	};
}
