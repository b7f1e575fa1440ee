import { deliveryOf, type Why } from '../../src/session/delivery/delivery.ts';
import { eventOf } from '../../src/session/event-of.ts';
import { Facts } from '../../src/session/facts.ts';
import type { Forwarding } from '../../src/session/forwardings.ts';
import { forwardedIn } from '../../src/session/forwards.ts';
import { mark } from '../../src/session/rows.ts';
import { mayHoldSecret, type SecretKind, secretIn } from '../../src/session/secrets.ts';
import type { Session } from '../../src/session/session.ts';
import { carrierOf, type SinkReached } from '../../src/session/sinks.ts';

/** Something about messages that were sent: all of its occurrences together. */
export interface SendFinding {
	rule: 'secret-to-anyone' | 'secret-across' | 'undelivered' | 'forwarded-to-socket' | 'reached-sink';
	/** What makes two occurrences the same. */
	key: string;
	subject: string;
	document: number;
	/** Row of the latest occurrence. */
	row: number;
	count: number;
	secret?: SecretKind;
	why?: Why;
	/** Whose listener, and which socket, for what was forwarded; whether it matters depends on the verdict. */
	listener?: number;
	socket?: number;
	/** What a text of a message went into, and the origin of the message. */
	sink?: SinkReached['sink'];
	origin?: string;
}

/** Rows that are looked at in one go: with thousands a second, the panel must stay quick. */
const GO = 1_000;
/** Characters of a payload that are searched for credentials. */
const SEARCHED = 50_000;
/** Runs of one listener that are looked at for what it gave on to sockets. */
const MOST_LOOKS = 500;
/** Messages with one kind of credential that wait for the calls that sent them. */
const MOST_CARRIERS = 200;
/** Left documents and channels that nobody else opened are no mistakes. */
const WRONG = new Set<Why | undefined>(['threw', 'refused', 'port-silent']);

/** Looks through a session's sends and deliveries as they come, each once. */
export class SendScan {
	readonly #session: Session;
	readonly #facts: Facts;
	readonly #found = new Map<string, SendFinding>();
	readonly #looks = new Map<number, number>();
	/** Messages with a credential of which it is not known to whom they were sent, by the key of their finding. */
	readonly #carriers = new Map<string, Set<number>>();
	/** The latest that was sent to anyone, by that key. */
	readonly #toAnyone = new Map<string, number>();
	#next = 0;
	/** Sends of which it is open whether they arrive; those that were looked at longest ago come first. */
	readonly #open: number[] = [];
	/** How many of them are still to be looked at again. */
	#left = 0;

	constructor(session: Session) {
		this.#session = session;
		this.#facts = new Facts(session, () => undefined);
	}

	/** Looks at some of what is new or open; whether there is more to look at now. */
	advance(): boolean {
		const { rows } = this.#session;
		if (this.#left === 0) this.#left = this.#open.length;
		this.#next = Math.max(this.#next, rows.first);
		const end = Math.min(rows.next, this.#next + GO);
		for (; this.#next < end; this.#next++) this.#look(this.#next);
		const again = this.#open.splice(0, Math.min(GO, this.#left));
		this.#left -= again.length;
		this.#open.push(...again.filter((row) => !this.#isDecided(row)));
		for (const forwarding of this.#session.forwardings.take()) this.#lookForForwarded(forwarding);
		return this.#next < rows.next || this.#left > 0;
	}

	/** What was found, as far as it is still held. */
	*list(): Generator<SendFinding> {
		for (const [key, finding] of this.#found) {
			if (!this.#session.holds(finding.row)) {
				this.#found.delete(key);
				this.#carriers.delete(key);
				this.#toAnyone.delete(key);
			} else if (finding.secret === undefined) yield finding;
			else yield* this.#secretOf(finding);
		}
	}

	/** Whoever names the receiver's origin did it right, each time that it is done. */
	*#secretOf(finding: SendFinding): Generator<SendFinding> {
		const { key } = finding;
		const carriers = this.#carriers.get(key) ?? new Set();
		for (const row of carriers) {
			const target = this.#session.holds(row) ? this.#targetOf(row) : undefined;
			if (target === undefined) continue;
			carriers.delete(row);
			if (target === '*') this.#toAnyone.set(key, row);
			else finding.count--;
		}
		const row = this.#toAnyone.get(key) ?? [...carriers].at(-1);
		const rule = this.#toAnyone.has(key) ? 'secret-to-anyone' : 'secret-across';
		if (row !== undefined) yield { ...finding, rule, row };
	}

	#look(row: number): void {
		const { rows } = this.#session;
		if (rows.marks(row) & mark.synthetic) return;
		const kind = rows.kind(row);
		if (kind === 'note') this.#lookForSink(row);
		else if (kind === 'send') this.#left = this.#open.push(row);
		else if (kind === 'message' && rows.channel(row) === 'window') this.#lookForSecret(row);
	}

	/** Messages from other origins alone: what a page tells itself stays in it. */
	#lookForSecret(row: number): void {
		const session = this.#session;
		const own = session.documentOf(row)?.info?.origin;
		const origin = session.origins.text(session.rows.origin(row));
		if (own === undefined || origin === own || origin === '') return;
		if (!mayHoldSecret((session.rows.text(row) ?? '').slice(0, SEARCHED))) return;
		const secret = secretIn(this.#facts.of(row).text.slice(0, SEARCHED));
		if (!secret) return;
		const subject = `${origin} → ${own}`;
		const key = `secret ${subject} ${secret}`;
		this.#add(row, { rule: 'secret-across', key, subject, secret });
		const carriers = this.#carriers.get(key) ?? new Set();
		this.#carriers.set(key, carriers.add(row));
		const [oldest] = carriers;
		if (carriers.size > MOST_CARRIERS && oldest !== undefined) carriers.delete(oldest);
	}

	/** A frame with a part of the message for which the listener ran. */
	#lookForForwarded(forwarding: Forwarding): void {
		const { rows, sockets, listeners } = this.#session;
		const { row, listener: index } = forwarding;
		const looks = (this.#looks.get(index) ?? 0) + 1;
		this.#looks.set(index, looks);
		if (looks > MOST_LOOKS) return;
		const frame = forwardedIn(this.#session, forwarding);
		const socket = frame === undefined ? undefined : sockets[rows.ref(frame)];
		const listener = listeners[index];
		if (!socket || !listener) return;
		const [site] = listener.added.stack;
		const server = socket.url.replace(/[?#].*$/, '');
		const place = site ? `${site.url}:${site.line}:${site.column}` : '';
		const subject = `${place.replace(/^.*\//, '')} → ${server}`;
		const about = { subject, listener: index, socket: socket.index };
		this.#add(row, { rule: 'forwarded-to-socket', key: `forwarded ${place} ${server}`, ...about });
	}

	/** Texts of other origins in sinks; what a probe of ours has brought there shows where it was asked for. */
	#lookForSink(row: number): void {
		const session = this.#session;
		const event = eventOf(session, row);
		const message = event?.kind === 'sink-reached' ? carrierOf(session, row, event) : undefined;
		if (event?.kind !== 'sink-reached' || message === undefined) return;
		const own = session.documentOf(row)?.info?.origin;
		const origin = session.origins.text(session.rows.origin(message));
		if (own === origin || session.rows.marks(message) & mark.synthetic) return;
		const [site] = event.stack;
		const subject = `${event.sink} ${site ? `${site.url}:${site.line}:${site.column}` : ''}`.trim();
		this.#add(row, {
			rule: 'reached-sink',
			key: `sink ${origin} ${subject}`,
			subject,
			sink: event.sink,
			origin,
		});
	}

	/** Whether it is known what became of a send; one that reached nobody is noted. */
	#isDecided(row: number): boolean {
		const { rows } = this.#session;
		if (!this.#session.holds(row) || rows.peer(row) !== undefined) return true;
		if (!(rows.marks(row) & mark.undelivered)) return !rows.isWaiting(row);
		const { why } = deliveryOf(this.#session, row);
		const event = eventOf(this.#session, row);
		if (!WRONG.has(why) || why === undefined || event?.kind !== 'sent') return true;
		const [site] = event.stack;
		const subject = site
			? `${site.url}:${site.line}:${site.column}`
			: (this.#session.documentOf(row)?.info?.url ?? '');
		this.#add(row, { rule: 'undelivered', key: `undelivered ${subject} ${why}`, subject, why });
		return true;
	}

	#add(row: number, finding: Omit<SendFinding, 'row' | 'count' | 'document'>): void {
		const count = (this.#found.get(finding.key)?.count ?? 0) + 1;
		this.#found.set(finding.key, {
			...finding,
			row,
			count,
			document: this.#session.rows.document(row),
		});
	}

	/** The target origin that the sender gave, where its call was seen. */
	#targetOf(row: number): string | undefined {
		const send = this.#session.rows.peer(row);
		const event = send === undefined ? undefined : eventOf(this.#session, send);
		return event?.kind === 'sent' ? event.targetOrigin : undefined;
	}
}
