import { keyJson, LONGEST_KEY } from './key-json.ts';
import { apply, setPrototypeOf, slice, stringify } from './natives.ts';

/** Characters that an encoding may still use, and whether they were enough. */
export class WordBudget {
	chars: number;
	complete = true;

	constructor(chars: number) {
		this.chars = chars;
	}

	/** A JSON string, cut where the budget ends. */
	text(text: string): string {
		const cut = text.length > this.chars;
		if (cut) this.complete = false;
		const room = this.chars < 0 ? 0 : this.chars;
		const kept = cut ? (apply(slice, text, [0, room]) as string) : text;
		this.chars -= kept.length;
		return stringify(kept);
	}

	/** JSON of a property name. */
	key(key: string): string {
		if (key.length > LONGEST_KEY) return this.text(key);
		this.chars -= key.length;
		return keyJson(key);
	}
}
setPrototypeOf(WordBudget.prototype, null);
