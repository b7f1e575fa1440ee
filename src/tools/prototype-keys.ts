/**
 * What a listener puts on the prototype that all objects have in common, by a message's own keys (`__proto__`): no setter
 * and no call tells of it.
 */
import { prototypeOf } from './sink-parts.ts';
import { dataOf, list } from './toolbox.ts';
import { words } from './words.ts';

/** Told of each new key and its value; answers whether it is to go again. */
type Found = (text: string) => boolean;

export class PrototypeKeys {
	readonly #known = keysOfAll();

	/** Tells what has come since it was looked last. */
	look(found: Found): void {
		const prototype = prototypeOf('Object') as Record<string, unknown> | undefined;
		const keys = keysOfAll();
		for (let i = 0; prototype && i < keys.length; i++) {
			const key = keys[i] as string;
			if (has(this.#known, key)) continue;
			const isToGo = found(`${key}=${words(dataOf(prototype, key))}`);
			try {
				if (isToGo) delete prototype[key];
			} catch {
				// It was made to stay.
			}
			if (has(keysOfAll(), key)) this.#known[this.#known.length] = key;
		}
	}
}

/** Keys that every object shows, whatever its own are. */
function keysOfAll(): string[] {
	const keys: string[] = list();
	for (const key in {}) keys[keys.length] = key;
	return keys;
}

function has(keys: readonly string[], key: string): boolean {
	for (let i = 0; i < keys.length; i++) if (keys[i] === key) return true;
	return false;
}
