import type { Exploration } from '../interpret/walk.ts';
import type { Judgement } from '../judge/judge.ts';
import { wantedBy } from '../judge/wanted.ts';
import type { FunctionNode } from '../syntax/node.ts';
import type { SourceText } from '../syntax/text.ts';
import { UNSEEN } from '../value/value.ts';
import type { Confidence, Place, RuntimeContext, Sink, Verdict } from '../verdict.ts';
import { conditionsOf } from './conditions.ts';
import { fixFor } from './fix.ts';
import { predicateOf } from './predicate.ts';
import { reasonsFor } from './reasons.ts';
import { severityOf } from './severity.ts';

export interface Facts {
	judgement: Judgement;
	exploration: Exploration;
	source: SourceText;
	context: RuntimeContext;
	place: Place;
	registration: string;
	/** Not there where it is not known who gets the messages of a stream. */
	handler: FunctionNode | undefined;
}

const MOST_SINKS = 40;

/** Puts a judgement into words. */
export function compose(facts: Facts): Verdict {
	const { judgement, exploration, source, context, place, registration, handler } = facts;
	const { decisive, verdict } = judgement;
	const witness = verdict === 'weak' ? (decisive?.passage.witness ?? 'https://attacker.test') : undefined;
	const predicate = predicateOf(judgement);
	const fix = fixFor(judgement, handler);
	return {
		verdict,
		confidence: confidenceOf(judgement, exploration),
		severity: severityOf(judgement, context),
		reasons: reasonsFor(judgement, exploration, source),
		...(witness === undefined ? {} : { witness }),
		...(predicate === undefined ? {} : { predicate }),
		sinks: sinksOf(judgement, source),
		conditions: conditionsOf(judgement, context),
		...(fix === undefined ? {} : { fix }),
		wanted: wantedBy(judgement),
		place,
		registration,
	};
}

function sinksOf({ uses }: Judgement, source: SourceText): Sink[] {
	const sinks = new Map<string, Sink>();
	for (const { use } of uses) {
		const key = `${use.kind}${use.node.start}:${use.node.end}`;
		if (sinks.has(key) || sinks.size >= MOST_SINKS) continue;
		const place = source.place(use.node);
		const path = use.tainted && use.read ? [source.place(use.read), place] : [];
		sinks.set(key, { kind: use.kind, place, path });
	}
	return [...sinks.values()];
}

function confidenceOf({ verdict, decisive, search }: Judgement, { notes }: Exploration): Confidence {
	if (verdict === 'unknown') return 'low';
	const isGuess = verdict === 'source-only' && decisive?.use.literals.some(({ term }) => term.deps & UNSEEN);
	if (isGuess) return 'low';
	if (notes.truncated) return verdict === 'strict' || verdict === 'inert' ? 'low' : 'medium';
	if ((decisive?.passage.assumed.length ?? 0) > 0 || search.settings.size > 0) return 'medium';
	return 'high';
}
