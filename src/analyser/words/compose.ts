import type { Exploration } from '../interpret/interpreter.ts';
import type { Judgement } from '../judge/judge.ts';
import type { FunctionNode } from '../syntax/node.ts';
import type { SourceText } from '../syntax/text.ts';
import type { Place, Reason, RuntimeContext, Sink, Verdict } from '../verdict.ts';

export interface Facts {
	judgement: Judgement;
	exploration: Exploration;
	source: SourceText;
	context: RuntimeContext;
	place: Place;
	registration: string;
	handler: FunctionNode;
}

/** Puts a judgement into words. */
export function compose(facts: Facts): Verdict {
	const { judgement, source, place, registration } = facts;
	const { decisive, verdict } = judgement;
	const reasons: Reason[] = [
		{ code: verdict, message: `${verdict}`, ...(decisive ? { place: source.place(decisive.use.node) } : {}) },
	];
	const sinks: Sink[] = judgement.uses.map(({ use }) => ({
		kind: use.kind,
		place: source.place(use.node),
		path: use.read ? [source.place(use.read), source.place(use.node)] : [],
	}));
	const witness = verdict === 'weak' ? decisive?.passage.witness : undefined;
	return {
		verdict,
		confidence: 'medium',
		severity: 'low',
		reasons,
		sinks,
		conditions: decisive?.passage.assumed ?? [],
		place,
		registration,
		...(witness ? { witness } : {}),
	};
}
