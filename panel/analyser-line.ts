import type { AnalyserLine, AnalysisReply } from './store/analysis-store.ts';

/** The analyser in a worker of its own, so that a megabyte of minified code does not hold up the panel. */
export function analyserWorker(): AnalyserLine {
	let worker: Worker | undefined;
	let receive: (reply: AnalysisReply) => void = () => {};
	const pending = new Set<number>();
	const start = (): Worker => {
		const made = new Worker('/analyser-worker.js');
		made.onmessage = ({ data }: MessageEvent<AnalysisReply>) => {
			pending.delete(data.id);
			receive(data);
		};
		made.onerror = (event) => {
			event.preventDefault();
			worker = undefined;
			made.terminate();
			for (const id of pending) receive({ id, failed: event.message || 'The analyser stopped.' });
			pending.clear();
		};
		return made;
	};
	return {
		post(request) {
			worker ??= start();
			pending.add(request.id);
			worker.postMessage(request);
		},
		onReply(callback) {
			receive = callback;
		},
	};
}
