import type { Failure } from '../protocol/failure.ts';
import type { ProbeTranscript } from '../protocol/probe.ts';
import { effectsOf } from './effects.ts';
import type { Variant } from './mutations.ts';

/** How much a variant told, the most first. `failed`: it could not be delivered. */
export const BATCH_LEVELS = ['carried', 'sink', 'stuck', 'acted', 'threw', 'nothing', 'failed'] as const;
export type BatchLevel = (typeof BATCH_LEVELS)[number];

/** One line of the table of a batch. */
export interface BatchRow {
	variant: Variant;
	level: BatchLevel;
	/** What it reached, each in words with its place. */
	reached: string[];
	/** Why it could not be delivered. */
	failure?: Failure;
	/** Message of the exception that the handler ended with. */
	threw?: string;
	/** Something that the message as it was did not reach. */
	isNew: boolean;
	/** ms; absent when it could not be delivered. */
	duration?: number;
}

/** What a variant's run says, beside that of the message as it was. */
export function batchRow(
	variant: Variant,
	result: ProbeTranscript | Failure,
	original: ProbeTranscript | undefined,
): BatchRow {
	if ('code' in result) return { variant, level: 'failed', reached: [], failure: result, isNew: false };
	const effects = effectsOf(result);
	const known = new Set((original ? effectsOf(original) : []).map(({ key }) => key));
	const carried = result.sinks.some(({ value, fromPayload }) =>
		variant.canary === undefined ? fromPayload : value.includes(variant.canary),
	);
	const level: BatchLevel = carried
		? 'carried'
		: effects.some(({ isSink }) => isSink)
			? 'sink'
			: result.outcome === 'stuck'
				? 'stuck'
				: effects.length > 0
					? 'acted'
					: result.threw
						? 'threw'
						: 'nothing';
	const isNew =
		effects.some(({ key }) => !known.has(key)) ||
		(result.outcome !== 'returned' && result.outcome !== original?.outcome);
	return {
		variant,
		level,
		reached: effects.map(({ text }) => text),
		...(result.threw ? { threw: result.threw.message } : {}),
		isNew,
		duration: result.duration,
	};
}

/** The rows that tell most first; within a level, new ones first, else in the order they ran. */
export function byTelling(rows: readonly BatchRow[]): BatchRow[] {
	const rank = ({ level, isNew }: BatchRow): number => 2 * BATCH_LEVELS.indexOf(level) - Number(isNew);
	return rows.toSorted((a, b) => rank(a) - rank(b));
}
