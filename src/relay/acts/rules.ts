import type { RuledFrame, Ruling, SocketRule } from '../../protocol/act.ts';
import type { PageBus } from '../bus.ts';

interface Compiled extends SocketRule {
	matches(text: string): boolean;
	replace(text: string, by: string): string;
}

/** The delayed frames of one direction of a socket. */
interface Stream {
	/** When the last of them goes on; performance.now(). */
	due: number;
	waiting: number[];
}

/** A person's rules for frames. Decided here, where the page has changed no built-in; carried out by the tools. */
export class Rules {
	readonly #page: PageBus;
	#rules: Compiled[] = [];
	/** Set between a ruling and the number under which the tools hold its frame. */
	#delayed: { stream: Stream; ms: number } | undefined;
	/** By direction and socket. */
	readonly #streams = new Map<string, Stream>();

	constructor(page: PageBus) {
		this.#page = page;
		page.on('frame', (json) => {
			page.send('ruling', JSON.stringify(this.#decide(JSON.parse(json) as RuledFrame)));
		});
		page.on('held', (frame) => {
			const delayed = this.#delayed;
			this.#delayed = undefined;
			if (!delayed) return;
			const { waiting } = delayed.stream;
			waiting.push(Number(frame));
			// Each time that is up lets the one go that came first: timers may be rounded past each other.
			setTimeout(() => this.#release(waiting.shift() ?? 0), delayed.ms);
		});
	}

	/** Throws a SyntaxError for a pattern that is no regular expression; then the rules before stay. */
	set(rules: SocketRule[]): void {
		this.#rules = rules.map(compile);
		// What was delayed has gone on: nothing is left to stay behind.
		if (rules.length === 0) this.#streams.clear();
	}

	#decide({ socket, direction, text, bytes }: RuledFrame): Ruling {
		const content = text ?? bytes ?? '';
		const rule = this.#rules.find(
			(one) => one.direction === direction && (one.socket ?? socket) === socket && one.matches(content),
		);
		if (!rule) return { kind: 'pass' };
		const { action } = rule;
		switch (action.kind) {
			case 'hold':
				return { kind: 'hold', by: 'held' };
			case 'delay':
				this.#delayed = this.#delay(`${direction} ${socket}`, action.ms, action.jitter ?? 0);
				return { kind: 'hold', by: 'delayed' };
			case 'block':
				return { kind: 'block' };
			case 'replace':
				return text === undefined ? { kind: 'pass' } : { kind: 'replace', by: rule.replace(text, action.by) };
		}
	}

	/** How long the next frame of a stream waits: not less than what is left to the one before it. */
	#delay(name: string, ms: number, jitter: number): { stream: Stream; ms: number } {
		const now = performance.now();
		const stream = this.#streams.get(name) ?? { due: 0, waiting: [] };
		this.#streams.set(name, stream);
		stream.due = Math.max(now + ms + Math.random() * jitter, stream.due);
		return { stream, ms: stream.due - now };
	}

	#release(frame: number): void {
		const act = { kind: 'socket-release', frame, drop: false };
		this.#page.send('tool', JSON.stringify({ id: 0, act }));
	}
}

function compile(rule: SocketRule): Compiled {
	const flags = rule.flags.replace(/[gy]/g, '');
	const one = new RegExp(rule.pattern, flags);
	const all = new RegExp(rule.pattern, `${flags}g`);
	return {
		...rule,
		matches: (text) => rule.pattern === '' || one.test(text),
		replace: (text, by) => (rule.pattern === '' ? by : text.replace(all, by)),
	};
}
