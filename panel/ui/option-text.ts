import { visibleLine } from '../../src/session/visible.ts';

/** Browsers make a list of choices as wide as the longest, up to the whole screen. */
const LONGEST = 100;

/** A name of the page's as one of the choices of a field. */
export const optionText = (name: string): string =>
	visibleLine(name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
