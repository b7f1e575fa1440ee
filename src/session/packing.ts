import type { HookEvent, TargetRef } from '../protocol/event.ts';

/** What a row tells: an event, or where a navigation went. */
export type RowEvent = HookEvent | { url: string };

/** An event in two parts: the number of what it shares with others, 0 where it shares nothing, and the rest as JSON. */
export interface Packed {
	head: number;
	text: string;
}

/** Members of heads that are asked for by themselves. `ports`: 0 stands for some. */
export interface Shared {
	target?: TargetRef;
	ports?: number[] | 0;
	listener?: number;
}

/** A head: the event with 0 in the place of each member that is its own. */
type Head = Readonly<Record<string, unknown>>;

/** Events that come in thousands. */
const PACKED = new Set<HookEvent['kind']>(['message', 'sent', 'socket-frame', 'listener-ran']);
/** Their members that differ from one to the next; none of them is 0 in a head for another reason. */
const OWN = new Set([
	'seq',
	'time',
	'message',
	'send',
	'frame',
	'n',
	'size',
	'data',
	'bufferedAmount',
	'duration',
	'sent',
	'frames',
]);
/** A page may make any number of heads: beyond these, events are kept whole. */
const MOST_HEADS = 20_000;
const MOST_LENGTH = 8_000_000;
const MOST_RECENT = 8;
/** Of a safe integer. */
const MOST_DIGITS = 16;

/** Keeps once what events have in common: where they were sent, by which call, who listened. */
export class Packing {
	readonly #heads: Head[] = [{}];
	readonly #numbers = new Map<string, number>();
	#length = 0;
	/** Heads of the latest events, the last one first. */
	readonly #recent: number[] = [];

	pack(event: RowEvent): Packed {
		if (!('kind' in event && PACKED.has(event.kind))) return { head: 0, text: JSON.stringify(event) };
		const head = this.#recentHead(event) ?? this.#headOf(event);
		if (head === 0) return { head, text: JSON.stringify(event) };
		const own: unknown[] = [];
		for (const name in event) {
			const value = (event as unknown as Record<string, unknown>)[name];
			if (isOwn(name, value)) own.push(value);
		}
		return { head, text: JSON.stringify(own) };
	}

	/** The event anew; what it shares with others is not to be changed. */
	unpack({ head, text }: Packed): RowEvent {
		if (head === 0) return JSON.parse(text) as RowEvent;
		const own = JSON.parse(text) as unknown[];
		const event: Record<string, unknown> = {};
		let at = 0;
		for (const [name, value] of Object.entries(this.#heads[head] as Head)) {
			event[name] = value === 0 && isOwn(name, value) ? own[at++] : value;
		}
		return event as unknown as HookEvent;
	}

	/** What an event shares with others, without a parse of the rest; undefined where it was kept whole. */
	head(head: number): Shared | undefined {
		return head === 0 ? undefined : (this.#heads[head] as Shared);
	}

	/** The event's place in the order of its document, which stands first in what is its own. */
	seq(packed: Packed): number | undefined {
		const head = this.head(packed.head);
		if (head && firstOwn(head as Head) === 'seq')
			return Number.parseInt(packed.text.slice(1, 1 + MOST_DIGITS), 10);
		const event = this.unpack(packed);
		return 'seq' in event ? event.seq : undefined;
	}

	/** Most events have the head of one that came a moment ago. */
	#recentHead(event: HookEvent): number | undefined {
		const recent = this.#recent;
		const at = recent.findIndex((head) => isHeadOf(this.#heads[head] as Head, event));
		const head = recent[at];
		if (head !== undefined && at > 0) {
			recent.splice(at, 1);
			recent.unshift(head);
		}
		return head;
	}

	#headOf(event: HookEvent): number {
		const shared: Record<string, unknown> = {};
		for (const [name, value] of Object.entries(event)) shared[name] = isOwn(name, value) ? 0 : value;
		const head = this.#numberOf(JSON.stringify(shared));
		if (head > 0) {
			this.#recent.unshift(head);
			this.#recent.length = Math.min(this.#recent.length, MOST_RECENT);
		}
		return head;
	}

	#numberOf(key: string): number {
		const known = this.#numbers.get(key);
		if (known !== undefined) return known;
		if (this.#heads.length > MOST_HEADS || this.#length + key.length > MOST_LENGTH) return 0;
		const number = this.#heads.length;
		this.#heads.push(JSON.parse(key) as Head);
		this.#numbers.set(key, number);
		this.#length += key.length;
		return number;
	}
}

/** Most messages bring no ports. */
const isOwn = (name: string, value: unknown): boolean =>
	OWN.has(name) || (name === 'ports' && (value === 0 || (value as unknown[]).length > 0));

function firstOwn(head: Head): string | undefined {
	for (const name in head) if (isOwn(name, head[name])) return name;
	return undefined;
}

function isHeadOf(head: Head, event: HookEvent): boolean {
	const members = event as unknown as Record<string, unknown>;
	let count = 0;
	for (const name in members) {
		const value = members[name];
		if (value === undefined) continue;
		count++;
		if (isOwn(name, value) ? head[name] !== 0 : !isSame(head[name], value)) return false;
	}
	for (const _ in head) count--;
	return count === 0;
}

/** Whether two values of JSON are alike, with their members in the same order. */
function isSame(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	const [one, other] = [Object.keys(a), Object.keys(b)];
	return (
		one.length === other.length &&
		one.every((name, at) => {
			const members = [a, b] as Record<string, unknown>[];
			return name === other[at] && isSame(members[0]?.[name], members[1]?.[name]);
		})
	);
}
