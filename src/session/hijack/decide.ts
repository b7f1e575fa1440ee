import { isLike, isUnsteady, type ProbeResult } from './likeness.ts';
import type { Probe, ProbeKind } from './plan-probes.ts';

export const hijackVerdicts = ['hijackable', 'kept', 'blind', 'weak', 'checked', 'undecidable'] as const;

/**
 * What a hijacking test found.
 * `hijackable`: any site's page gets what the page gets, by the visitor's cookies.
 * `kept`: the server takes any origin, and only SameSite keeps other sites' pages from its cookies.
 * `blind`: it takes any origin, and the cookies change nothing: public, or another secret decides.
 * `weak`: it looks at the origin in a way that some foreign origin passes.
 * `checked`: it took none of the foreign origins.
 */
export type HijackVerdict = (typeof hijackVerdicts)[number];

export const undecidedReasons = ['refused', 'unsteady', 'silent'] as const;

export interface Decision {
	verdict: HijackVerdict;
	/** Why nothing could be decided. */
	why?: (typeof undecidedReasons)[number];
	/** Foreign origins that were treated as the page's own. */
	passed: Probe[];
}

export type Results = ReadonlyMap<ProbeKind, ProbeResult>;

/** Whether the server looks at origins at all, so that those that resemble the page's are worth a try. */
export function looksAtOrigins(results: Results): boolean {
	const { control, again, foreign } = theFirst(results);
	return Boolean(control?.opened && again && foreign && !isLike(control, again, foreign));
}

/** Decides from what came of the probes that were made. */
export function decide(probes: readonly Probe[], results: Results): Decision {
	const { control, again, foreign, attacker, bare } = theFirst(results);
	if (!control || !again || !foreign || !attacker || !bare) return undecided('refused');
	if (!control.opened && !again.opened) return undecided('refused');
	if (isUnsteady(control, again)) return undecided('unsteady');
	const isLikePage = (result: ProbeResult): boolean => isLike(control, again, result);
	if (!isLikePage(foreign)) {
		const passed = probes.filter(({ kind }) => {
			const result = FIRST.has(kind) ? undefined : results.get(kind);
			return result !== undefined && isLikePage(result);
		});
		return { verdict: passed.length > 0 ? 'weak' : 'checked', passed };
	}
	const passed = probes.filter(({ kind }) => kind === 'foreign');
	if (isLikePage(bare)) {
		// It takes the connection without cookies, too; what they would change, it has not said yet.
		const isOpen = control.cookies.length > 0 && control.messages.length === 0;
		return isOpen ? { ...undecided('silent'), passed } : { verdict: 'blind', passed };
	}
	return { verdict: isLikePage(attacker) ? 'hijackable' : 'kept', passed };
}

const FIRST = new Set<ProbeKind>(['control', 'again', 'foreign', 'attacker', 'bare']);

function theFirst(results: Results) {
	return {
		control: results.get('control'),
		again: results.get('again'),
		foreign: results.get('foreign'),
		attacker: results.get('attacker'),
		bare: results.get('bare'),
	};
}

const undecided = (why: NonNullable<Decision['why']>): Decision => ({
	verdict: 'undecidable',
	why,
	passed: [],
});
