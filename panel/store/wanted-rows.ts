import { computed, type ReadonlySignal } from '@preact/signals';
import type { Predicate, Query } from '../../src/session/query.ts';
import { mark } from '../../src/session/rows.ts';

/** Which rows a person wants to see. */
export interface Wanted {
	/** Undefined: all. */
	test: Predicate | undefined;
	/** Whether that hangs on verdicts. */
	usesVerdicts: boolean;
}

/**
 * The rows that pass a filter and are not hidden as other extensions'. A filter that is being typed may be wrong for a
 * moment: then what was wanted before it stays.
 */
export function wantedRows(
	query: ReadonlySignal<Query>,
	hidesOthers: ReadonlySignal<boolean>,
): ReadonlySignal<Wanted> {
	let last: Wanted = { test: undefined, usesVerdicts: false };
	const asked = computed((): Wanted => {
		const parsed = query.value;
		if (parsed.ok)
			last = { test: parsed.isEmpty ? undefined : parsed.test, usesVerdicts: parsed.usesVerdicts };
		return last;
	});
	return computed(() => {
		const { test, usesVerdicts } = asked.value;
		if (!hidesOthers.value) return asked.value;
		return { test: (facts) => !facts.is(mark.extension) && (!test || test(facts)), usesVerdicts };
	});
}
