import { dataShapesOf } from '../../src/analyser/data-shapes.ts';
import type { AnalysisReply } from '../store/analysis-store.ts';
import { judge } from './judge.ts';
import type { AnalyserQuestion, ShapesReply } from './questions.ts';

/** Entry of the analyser's worker: one question at a time, in the order asked. A failure is an answer too. */
self.addEventListener('message', ({ data }: MessageEvent<AnalyserQuestion>) => {
	if ('shapesOf' in data) {
		const reply: ShapesReply = { shapes: dataShapesOf(data.shapesOf) };
		self.postMessage(reply);
		return;
	}
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
