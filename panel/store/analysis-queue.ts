import type { WorkerFailure } from '../lines/worker.ts';
import type { AnalysisRequest, Judged } from '../worker/analysis.ts';

export type AnalysisReply = ({ id: number } & Judged) | ({ id: number } & WorkerFailure);

/** The analyser on the other side of a worker, or a plain function in tests. */
export interface AnalyserLine {
	post(request: AnalysisRequest): void;
	onReply(receive: (reply: AnalysisReply) => void): void;
}

export interface Analysis {
	request: Omit<AnalysisRequest, 'id'>;
	/** Asked when its turn comes: what nobody wants any more is not begun. */
	isWanted(): boolean;
	/** Asked whenever another one's turn could come: what a person looks at goes before all others. */
	isLookedAt(): boolean;
	/** Undefined: it was not begun. `alone`: the script around the handler took too long and was left out. */
	done(answer: Judged | WorkerFailure | undefined, alone: boolean): void;
}

/** Analyses waiting for the one analyser. */
export function analysisQueue(line: AnalyserLine): (analysis: Analysis) => void {
	let waiting: Analysis[] = [];
	let current: { id: number; analysis: Analysis; alone: boolean } | undefined;
	let last = 0;

	const post = (analysis: Analysis, alone: boolean): void => {
		current = { id: ++last, analysis, alone };
		const { request } = analysis;
		line.post({ id: last, ...request, ...(alone ? { scripts: [] } : {}) });
	};
	const next = (script?: string): void => {
		while (!current && waiting.length > 0) {
			const lookedAt = waiting.findIndex((one) => one.isLookedAt());
			// The analyser keeps the last scripts that it has read.
			const same = script === undefined ? -1 : waiting.findIndex((one) => isOf(one, script));
			const [analysis] = waiting.splice(lookedAt >= 0 ? lookedAt : Math.max(0, same), 1);
			if (analysis?.isWanted()) post(analysis, false);
			else analysis?.done(undefined, false);
		}
	};
	line.onReply(({ id, ...answer }) => {
		if (current?.id !== id) return;
		const { analysis, alone } = current;
		current = undefined;
		const { scripts } = analysis.request;
		if ('failed' in answer && answer.failed === 'timeout' && !alone && scripts.length > 0) {
			post(analysis, true);
			return;
		}
		analysis.done(answer, alone);
		next(scripts[0]?.text);
	});
	return (analysis) => {
		waiting = [...waiting, analysis];
		next();
	};
}

const isOf = ({ request }: Analysis, script: string): boolean => request.scripts[0]?.text === script;
