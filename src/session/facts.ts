import type { HookEvent } from '../protocol/event.ts';
import type { Value } from '../protocol/value.ts';
import { payloadRowOf } from './delivery/payload-row.ts';
import { eventOf } from './event-of.ts';
import { fromJson, typeOf } from './json-value.ts';
import { namesOf } from './listener-record.ts';
import { addressOf, kindOf, type Party, partiesOf, partyText } from './parties.ts';
import { searchTextOf } from './plain.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';

/** Verdict of a listener by its index, where the analyser has one. */
export type VerdictOf = (listener: number) => string | undefined;

interface DecodedFrame {
	type: string;
	preview: string;
	/** JSON of its values, layer by layer, where they are known and more than the payload says itself: see `SaidValues`. */
	values?: string | undefined;
}

/** Each layer's value: in a list of its own as JSON says it, else as values are shown. */
export type SaidValues = ([json: unknown] | Value)[];

/** What is known of payloads beside what was recorded. */
export interface Contents {
	/** The whole payload of a row of which only the beginning was recorded, where it was fetched. */
	body(row: number): Value | undefined;
	/** What a socket's frame was decoded to, where it was. */
	decoded(row: number): DecodedFrame | undefined;
}

/** Texts kept of what is around rows. */
const MOST_AROUND = 10_000;

/** What a filter can ask of one row. One object serves all rows: `of` sets it to the next. */
export class Facts {
	readonly session: Session;
	readonly #verdictOf: VerdictOf;
	readonly #contents: Contents | undefined;
	row = 0;
	#event: HookEvent | undefined | null = null;
	#text: string | undefined;
	readonly #around = new Map<string, string>();
	#aroundVersion = -1;

	constructor(session: Session, verdictOf: VerdictOf, contents?: Contents) {
		this.session = session;
		this.#verdictOf = verdictOf;
		this.#contents = contents;
	}

	of(row: number): this {
		this.row = row;
		this.#event = null;
		this.#text = undefined;
		return this;
	}

	/** The event as it was told; undefined for navigations and when its body was given up. */
	get event(): HookEvent | undefined {
		if (this.#event === null) this.#event = eventOf(this.session, this.row);
		return this.#event;
	}

	/** The payload: all of it where it was fetched, else what was recorded. */
	get data(): Value | undefined {
		const { payloadRow } = this;
		const event = payloadRow === this.row ? this.event : eventOf(this.session, payloadRow);
		return this.#fetched ?? (event && 'data' in event ? event.data : undefined);
	}

	get payloadRow(): number {
		return payloadRowOf(this.session, this.row);
	}

	/** Lower-cased text that has all words of `text`: of payloads their JSON, unparsed, where that is enough. */
	get raw(): string {
		const { rows } = this.session;
		const kind = rows.kind(this.row);
		const isPayload = kind === 'message' || kind === 'send' || kind === 'frame';
		if (!isPayload || this.#fetched) return this.text.toLowerCase();
		const decoded = this.#decoded;
		const own = rows.text(this.payloadRow) ?? '';
		const said = decoded ? `\n${decoded.type}\n${decoded.preview}\n${decoded.values ?? ''}` : '';
		return (own + said).toLowerCase();
	}

	get #fetched(): Value | undefined {
		const { payloadRow } = this;
		const isPartial = this.session.rows.marks(payloadRow) & mark.incomplete;
		return isPartial ? this.#contents?.body(payloadRow) : undefined;
	}

	get #decoded(): DecodedFrame | undefined {
		return this.session.rows.kind(this.row) === 'frame' ? this.#contents?.decoded(this.row) : undefined;
	}

	/** Payload, or for rows without one what they say, as text. */
	get text(): string {
		this.#text ??= textOf(this) + this.#decodedText();
		return this.#text;
	}

	/** What a frame says in its protocol, layer by layer; empty where that is not known or what the payload says itself. */
	get decodedValues(): Value[] {
		const values = this.#decoded?.values;
		if (values === undefined) return [];
		const said = JSON.parse(values) as SaidValues;
		return said.map((value) => (Array.isArray(value) ? fromJson(value[0], { id: 0 }) : value));
	}

	#decodedText(): string {
		const decoded = this.#decoded;
		return decoded
			? ['', decoded.type, decoded.preview, ...this.decodedValues.map(searchTextOf)].join('\n')
			: '';
	}

	get kinds(): string[] {
		const { rows } = this.session;
		return [rows.kind(this.row), rows.channel(this.row), kindOf(this.session, this.row)];
	}

	get marks(): number {
		return this.session.rows.marks(this.row);
	}

	get origin(): string {
		return this.session.origins.text(this.session.rows.origin(this.row));
	}

	get type(): string {
		const { data } = this;
		return this.#decoded?.type || (data ? typeOf(data) : '');
	}

	get parties(): { from: Party; to: Party } {
		return partiesOf(this.session, this.row);
	}

	/** Texts of the document that the row belongs to: URL, title, path. */
	get frame(): string {
		const info = this.session.documentOf(this.row)?.info;
		return info ? `${info.url}\n${info.title}\n${info.path || 'top'}` : '';
	}

	get socket(): string {
		const { rows, sockets } = this.session;
		const kind = rows.kind(this.row);
		if (kind !== 'frame' && kind !== 'socket') return '';
		return sockets[rows.ref(this.row)]?.url ?? '';
	}

	/** What else of the row is shown in the list: origin and both parties, lower-cased. */
	get around(): string {
		const { documents } = this.session;
		const make = (): string => {
			const { from, to } = this.parties;
			return `${this.origin}\n${partyText(from)}\n${partyText(to)}`.toLowerCase();
		};
		// Few combinations make up a million rows.
		const key = documents.arePlacesUnique ? this.#aroundKey() : undefined;
		if (key === undefined) return make();
		if (this.#aroundVersion !== documents.version || this.#around.size > MOST_AROUND) this.#around.clear();
		this.#aroundVersion = documents.version;
		let text = this.#around.get(key);
		if (text === undefined) {
			text = make();
			this.#around.set(key, text);
		}
		return text;
	}

	/** Rows of one key have the same parties; undefined where that cannot be told without them. */
	#aroundKey(): string | undefined {
		const { session, row } = this;
		const { rows } = session;
		const kind = rows.kind(row);
		const peer = rows.peer(row);
		const partner = peer !== undefined && session.holds(peer) ? peer : undefined;
		let about = '';
		if (kind === 'frame' || kind === 'socket') about = `${rows.ref(row)} ${rows.direction(row)}`;
		else if (rows.channel(row) !== 'window') {
			if (rows.sharing(row) === 0) return undefined;
			about = `${rows.sharing(row)} ${partner === undefined ? '' : rows.document(partner)}`;
		} else if (kind === 'send' && partner !== undefined) {
			about = `${rows.document(partner)} ${rows.source(partner)} ${rows.origin(partner)}`;
		}
		return `${kind} ${rows.document(row)} ${rows.source(row)} ${rows.origin(row)} ${about}`;
	}

	/** Indexes of the listeners that ran, or of the one that the row is about. */
	get listeners(): number[] {
		return listenersOf(this.session, this.row);
	}

	get verdicts(): string[] {
		return this.listeners.map((index) => this.#verdictOf(index) ?? 'pending');
	}

	/** A window message of an origin other than its document's. */
	get isForeign(): boolean {
		const { rows } = this.session;
		if (rows.kind(this.row) !== 'message' || rows.channel(this.row) !== 'window') return false;
		const own = this.session.documentOf(this.row)?.info?.origin;
		return own !== undefined && (own !== this.origin || own === 'null');
	}

	is(marks: number): boolean {
		return (this.marks & marks) !== 0;
	}
}

/** Indexes of the listeners that ran for a message, or of the one that a listener row is about. */
export function listenersOf(session: Session, row: number): number[] {
	const { rows } = session;
	if (rows.kind(row) === 'listener') return [rows.ref(row)];
	const record = session.documentOf(row);
	if (!record) return [];
	return rows.runners(row).flatMap((listener) => record.listeners.get(listener) ?? []);
}

function textOf(facts: Facts): string {
	const { data, event, session, row } = facts;
	if (data && !(data.t === 'omitted')) return searchTextOf(data);
	if (session.rows.kind(row) === 'listener') {
		const listener = session.listeners[session.rows.ref(row)];
		return listener ? `${namesOf(listener)}\n${listener.added.stack[0]?.url ?? ''}` : '';
	}
	if (session.rows.kind(row) === 'navigation') return addressOf(session, row);
	return event ? wordsOf(event) : '';
}

/** What of an event without a payload is shown in the list beside the panel's own words. */
function wordsOf(event: HookEvent): string {
	switch (event.kind) {
		case 'socket-connecting':
			return [event.url, ...event.protocols].join('\n');
		case 'socket-opened':
			return `${event.protocol}\n${event.extensions}`;
		case 'socket-closing':
		case 'socket-closed':
			return `${event.code ?? ''} ${event.reason ?? ''}`;
		case 'sink-reached':
			return `${event.sink}\n${event.text}\n${event.value}`;
		case 'binary-type-set':
			return `binaryType = ${event.to}`;
		case 'fault':
			return `${event.where}: ${event.text}`;
		default:
			return '';
	}
}

export const problemMarks = mark.unconfirmed | mark.hidden | mark.disputed | mark.undelivered | mark.problem;
