import { analyseListener } from '../../src/analyser/analyse.ts';
import type { AnalysisReply, AnalysisRequest } from '../store/analysis-store.ts';

/** Entry of the analyser's worker: one listener at a time, in the order asked. A failure is an answer too. */
self.addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
	const { id, text, context } = data;
	let reply: AnalysisReply;
	try {
		reply = { id, verdict: analyseListener({ text, context }) };
	} catch (error) {
		reply = { id, failed: error instanceof Error ? error.message : String(error) };
	}
	self.postMessage(reply);
});
