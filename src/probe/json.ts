import type { Value } from '../protocol/value.ts';
import { fromJson } from '../session/json-value.ts';

/** Id of an object that is only being made; `renumbered` gives it its own. */
export const NEW = -1;

/** A value of what JSON can say, to be put into another one: `renumbered` gives it its ids. */
export function madeOf(json: unknown): Value {
	return fromJson(json, { id: Number.MIN_SAFE_INTEGER });
}
