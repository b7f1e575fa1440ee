import type { Notes } from '../interpret/notes.ts';
import { findPassage, type Search } from './paths.ts';
import { isHandedOut } from './requirements.ts';

/** Whether a condition that strangers may meet was never followed further with them meeting it. */
export function leavesUntried({ answers }: Notes, search: Search): boolean {
	for (const { literal, held } of answers.values()) {
		if (held || isHandedOut(literal.term)) continue;
		if (findPassage([{ ...literal, truth: true }], search).witness !== undefined) return true;
	}
	return false;
}
