import type { AnalyserLine, AnalysisReply } from './store/analysis-store.ts';
import type { AnalysisRequest } from './worker/judge.ts';
import { workerLine } from './worker-line.ts';

/** A listener is given up by the analyser itself after two seconds; a megabyte of script takes one to read. */
const LIMIT_MS = 20_000;

/** The analyser in a worker of its own, so that a megabyte of minified code does not hold up the panel. */
export function analyserWorker(): AnalyserLine {
	const line = workerLine<AnalysisRequest, AnalysisReply>('/analyser-worker.js', LIMIT_MS);
	let receive: (reply: AnalysisReply) => void = () => {};
	return {
		post(request) {
			void line.ask(request).then((answer) => {
				receive('id' in answer ? answer : { id: request.id, ...answer });
			});
		},
		onReply(callback) {
			receive = callback;
		},
	};
}
