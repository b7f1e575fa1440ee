import { apply, MapCtor, mapGet, mapSet, mapSize, stringify } from './natives.ts';

/** Longer names are not worth remembering. */
export const LONGEST_KEY = 40;
const KEYS_KEPT = 500;
const known = new MapCtor<string, string>();

/** JSON of a short property name, remembered. */
export function keyJson(key: string): string {
	const json = apply(mapGet, known, [key]) as string | undefined;
	if (json !== undefined) return json;
	const made = stringify(key);
	if ((apply(mapSize, known, []) as number) < KEYS_KEPT) apply(mapSet, known, [key, made]);
	return made;
}
