import type { HookEvent } from '../protocol/event.ts';
import type { Value } from '../protocol/value.ts';
import { payloadRowOf } from './delivery/payload-row.ts';
import { eventOf } from './event-of.ts';
import { fromJson, typeOf } from './json-value.ts';
import { KeyedTexts } from './keyed-texts.ts';
import { namesOf } from './listener-record.ts';
import { addressOf, kindOf, type Party, partiesOf, partyText } from './parties.ts';
import { searchTextOf } from './plain.ts';
import { directions } from './row.ts';
import { channels, mark, rowKinds } from './rows.ts';
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

/** What a filter can ask of one row. One object serves all rows: `of` sets it to the next. */
export class Facts {
	readonly session: Session;
	readonly #verdictOf: VerdictOf;
	readonly #contents: Contents | undefined;
	row = 0;
	#event: HookEvent | undefined | null = null;
	#text: string | undefined;
	readonly #around = new KeyedTexts();
	readonly #key = new Array<number>(8).fill(-1);

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
		return this.#fetchedOf(payloadRow) ?? (event && 'data' in event ? event.data : undefined);
	}

	get payloadRow(): number {
		return payloadRowOf(this.session, this.row);
	}

	/** Lower-cased text that has all words of `text`: of payloads their JSON, unparsed, where that is enough. */
	get raw(): string {
		const json = this.#json();
		return (json === undefined ? this.text : json + this.#decoderSaid()).toLowerCase();
	}

	/** Whether `raw` may have a match of what ignores case by itself: to lower a text takes longer than to look through it. */
	rawHas(pattern: RegExp): boolean {
		const json = this.#json();
		if (json === undefined) return pattern.test(this.text);
		return pattern.test(json) || pattern.test(this.#decoderSaid());
	}

	/** A payload's JSON; undefined for rows without one, and where more than the JSON is known. */
	#json(): string | undefined {
		const { rows } = this.session;
		const kind = rows.kind(this.row);
		if (kind !== 'message' && kind !== 'send' && kind !== 'frame') return undefined;
		const { payloadRow } = this;
		return this.#fetchedOf(payloadRow) ? undefined : (rows.text(payloadRow) ?? '');
	}

	/** What a frame was decoded to, unparsed. */
	#decoderSaid(): string {
		const decoded = this.#decoded;
		return decoded ? `\n${decoded.type}\n${decoded.preview}\n${decoded.values ?? ''}` : '';
	}

	#fetchedOf(payloadRow: number): Value | undefined {
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
		// Few combinations make up a million rows.
		if (!documents.arePlacesUnique || !this.#fillKey()) return this.#aroundNow();
		return this.#around.get(this.#key, documents.version, () => this.#aroundNow());
	}

	#aroundNow(): string {
		const { from, to } = this.parties;
		return `${this.origin}\n${partyText(from)}\n${partyText(to)}`.toLowerCase();
	}

	/** Rows of one key have the same parties; false where that cannot be told without them. */
	#fillKey(): boolean {
		const { session, row } = this;
		const { rows } = session;
		const key = this.#key;
		const kind = rows.kind(row);
		const channel = rows.channel(row);
		const peer = rows.peer(row);
		const partner = peer !== undefined && session.holds(peer) ? peer : undefined;
		key.fill(-1);
		key[0] = rowKinds.indexOf(kind);
		key[1] = rows.document(row);
		key[2] = rows.source(row);
		key[3] = rows.origin(row);
		key[7] = channels.indexOf(channel);
		if (kind === 'frame' || kind === 'socket') {
			key[4] = rows.ref(row);
			key[5] = directions.indexOf(rows.direction(row));
		} else if (channel !== 'window') {
			if (rows.sharing(row) === 0) return false;
			key[4] = rows.sharing(row);
			if (partner !== undefined) key[5] = rows.document(partner);
		} else if (kind === 'send' && partner !== undefined) {
			key[4] = rows.document(partner);
			key[5] = rows.source(partner);
			key[6] = rows.origin(partner);
		}
		return true;
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
