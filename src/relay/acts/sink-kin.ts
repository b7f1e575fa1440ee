import type { Relative } from '../bus.ts';
import { unguessable } from '../unguessable.ts';

/** A text that came in a message of this document, as told: the message's ordinal and the text, and when it came. */
interface Known {
	carried: string;
	text: string;
	at: number;
}

/** What another document saw reach a sink of its own. */
export interface Seen {
	sink: string;
	/** Empty: eval was looked up, of which no more can be seen. */
	value: string;
	/** JSON, as the tools told it. */
	stack: string;
}

const ASK = 'sink-asked';
const ANSWER = 'sink-known';
const TELL = 'sink-seen';

/**
 * Documents of one origin that can reach each other act by each other's means: a listener here writes into a frame there.
 * What reaches a sink there is known here, so their isolated worlds ask each other, on the line that hooks find each other
 * by, at once and in strings.
 */
export class SinkKin {
	readonly #line = (window as Relative).earshotKin;
	readonly #key = unguessable();
	readonly #know: (value: string) => Known | undefined;
	readonly #tell: (seen: Seen, carried: string) => void;
	/** What this document answered last. */
	#known: Known | undefined;
	#answers: { key: string; text: string; at: number }[] = [];
	/** Who has the text that was asked for last. */
	#owner = '';

	constructor(know: (value: string) => Known | undefined, tell: (seen: Seen, carried: string) => void) {
		this.#know = know;
		this.#tell = tell;
	}

	turn(on: boolean): void {
		for (const [name, receive] of [
			[ASK, this.#asked],
			[ANSWER, this.#answered],
			[TELL, this.#told],
		] as const) {
			attempt(() => {
				if (on) this.#line?.addEventListener(name, receive);
				else this.#line?.removeEventListener(name, receive);
			});
		}
	}

	/** The text of a message to another document that a value has; of several documents, of the one that got it last. */
	find(value: string): string | undefined {
		this.#answers = [];
		this.#say(ASK, { key: this.#key, value });
		const [latest] = this.#answers.sort((a, b) => b.at - a.at);
		this.#answers = [];
		this.#owner = latest?.key ?? '';
		return latest?.text;
	}

	/** Tells the one who has the text; that eval was looked up, all: a listener runs in one of them alone. */
	pass(seen: Seen): void {
		this.#say(TELL, { key: this.#key, to: seen.value === '' ? '' : this.#owner, seen });
	}

	readonly #asked = (event: Event): void => {
		// Another document has come, and the line may be that of others still.
		if (!document.defaultView) {
			this.turn(false);
			return;
		}
		const { key, value } = read<{ key: string; value: string }>(event);
		if (key === this.#key) return;
		this.#known = this.#know(value);
		if (!this.#known) return;
		const { text, at } = this.#known;
		this.#say(ANSWER, { to: key, key: this.#key, text, at });
	};

	readonly #answered = (event: Event): void => {
		const answer = read<{ to: string; key: string; text: string; at: number }>(event);
		if (answer.to === this.#key) this.#answers.push(answer);
	};

	readonly #told = (event: Event): void => {
		const { key, to, seen } = read<{ key: string; to: string; seen: Seen }>(event);
		if (key === this.#key) return;
		if (to === '') this.#tell(seen, '');
		else if (to === this.#key && this.#known) this.#tell(seen, this.#known.carried);
	};

	#say(name: string, what: object): void {
		attempt(() => {
			this.#line?.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(what) }));
		});
	}
}

/** The line may have gone with the document that made it. */
function attempt(act: () => void): void {
	try {
		act();
	} catch {
		// Then there is nobody to be asked.
	}
}

const read = <T>(event: Event): T => JSON.parse((event as CustomEvent<string>).detail) as T;
