import type { AnalysisReply } from '../store/analysis-store.ts';
import { type AnalysisRequest, judge } from './judge.ts';

/** Entry of the analyser's worker: one listener at a time, in the order asked. A failure is an answer too. */
self.addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
	let reply: AnalysisReply;
	try {
		reply = { id: data.id, ...judge(data) };
	} catch (error) {
		reply = {
			id: data.id,
			failed: 'crashed',
			detail: error instanceof Error ? error.message : String(error),
		};
	}
	self.postMessage(reply);
});
