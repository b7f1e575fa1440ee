import { type ReadonlySignal, signal } from '@preact/signals';
import { type BatchRow, batchRow, byTelling } from '../../../src/probe/batch.ts';
import { variantsOf } from '../../../src/probe/mutations.ts';
import type { Failure } from '../../../src/protocol/failure.ts';
import type { ProbePlan, ProbeTranscript } from '../../../src/protocol/probe.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { isFinal } from './probe-failure.ts';

/** Variants tried of one message, those that tell most first. */
export interface VariantTable {
	rows: readonly BatchRow[];
	/** Variants that there are; more than rows while it runs, or when it was stopped. */
	of: number;
}

/** One message delivered several times, or changed in one place after another. */
export interface ProbeSeries {
	/** The transcripts of the last replay, in the order delivered. */
	replayed: ReadonlySignal<readonly ProbeTranscript[]>;
	variants: ReadonlySignal<VariantTable | undefined>;
	replay(message: Value, origin: string, times: number): Promise<void>;
	/** Always in safe mode. */
	tryVariants(message: Value, origin: string): Promise<void>;
	/** No further message is delivered. */
	stop(): void;
}

interface Surroundings {
	planOf(payload: Value, origin: string): ProbePlan;
	deliver(plan: ProbePlan): Promise<ProbeTranscript | Failure>;
	/** `done` of `of` were delivered; undefined: it is over. */
	tell(done: number | undefined, of: number, failure?: Failure): void;
}

/** Four letters: the numbers of variants follow. */
const lettersAtRandom = (): string =>
	Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => String.fromCharCode(97 + (byte % 26))).join(
		'',
	);

export const MOST_TIMES = 100;
/** ms that each variant is watched: there are many. */
const VARIANT_LIMIT_MS = 200;

export function createProbeSeries({ planOf, deliver, tell }: Surroundings): ProbeSeries {
	const replayed = signal<readonly ProbeTranscript[]>([]);
	const variants = signal<VariantTable | undefined>(undefined);
	let isStopped = false;

	/** Delivers one plan after the other until one says that no other will fare better, or a person stops it. */
	const run = async (
		plans: readonly ProbePlan[],
		take: (result: ProbeTranscript | Failure, index: number) => void,
	): Promise<void> => {
		isStopped = false;
		for (const [index, plan] of plans.entries()) {
			if (isStopped) break;
			tell(index, plans.length);
			const result = await deliver(plan);
			if ('code' in result && isFinal(result)) {
				tell(undefined, plans.length, result);
				return;
			}
			take(result, index);
		}
		tell(undefined, plans.length);
	};

	return {
		replayed,
		variants,
		async replay(message, origin, times) {
			replayed.value = [];
			const plan = planOf(message, origin);
			let failure: Failure | undefined;
			await run(Array(Math.min(times, MOST_TIMES)).fill(plan), (result) => {
				if ('code' in result) {
					failure = result;
					isStopped = true;
				} else replayed.value = [...replayed.value, result];
			});
			if (failure) tell(undefined, times, failure);
		},
		async tryVariants(message, origin) {
			// What a page has kept of an earlier series is not taken for this one's.
			const all = variantsOf(message, { canary: `earshot${lettersAtRandom()}` });
			const planFor = (value: Value): ProbePlan => {
				const plan = planOf(value, origin);
				return { ...plan, safe: true, timeLimit: Math.min(plan.timeLimit, VARIANT_LIMIT_MS) };
			};
			variants.value = { rows: [], of: all.length };
			let original: ProbeTranscript | undefined;
			await run([message, ...all.map(({ value }) => value)].map(planFor), (result, index) => {
				const variant = all[index - 1];
				if (!variant) {
					if (!('code' in result)) original = result;
					return;
				}
				const row = batchRow(variant, result, original);
				const rows = variants.value?.rows ?? [];
				variants.value = { rows: byTelling([...rows, row]), of: all.length };
			});
		},
		stop() {
			isStopped = true;
		},
	};
}
