import type { CallSite, HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { addAct, type Evidence } from './listener-record.ts';
import { mark } from './marks.ts';
import type { Session } from './session.ts';

/**
 * ms by which the clocks of two documents of one origin may differ. Measured: in Chromium two tenths, since both
 * the document's beginning and the time since then are rounded to one; Firefox tells whole ones, up to two apart.
 */
const CLOCK = 0.3;
const COARSE_CLOCK = 2;
/** ms until what documents tell of the same moment has come. */
const PATIENCE = 300;
/** ms until a call is given up of which it is still not known what became, or which run it was. */
const LONG_PATIENCE = 2_500;
/** Messages between a call and what came of it that are looked back through. */
const LONGEST_WAY = 50;
const MOST_CALLS = 1_000;
const MOST_SPANS = 4_000;
const MOST_FRAMES = 10_000;
/** Calls that a hook lists of one run. */
const MOST_LISTED = 100;

/** A run of a listener, as long as calls may be told that it made. */
interface Span {
	/** Of the message. */
	row: number;
	document: DocumentRecord;
	run: HookEventOf<'listener-ran'>;
	from: number;
	to: number;
	/** Where it is to be counted, once. */
	evidence: Evidence | undefined;
	origin: string | undefined;
	reached: boolean;
	came?: number;
}

/** A call that was made while some listener ran, which its own document does not know of. */
interface Call {
	row: number;
	document: DocumentRecord;
	send: number;
	time: number;
	/** The listener's function in the stack of the call. */
	frame: string;
	/** When it came, and when it was last looked who made it, by the panel's clock. */
	since?: number;
	looked?: number;
}

/** What a listener called in another document, while it ran for a message. */
export interface Made {
	/** Of the call. */
	row: number;
	/** Number of the run's event in the document of the message. */
	run: number;
}

/**
 * Calls of another window's `postMessage` that a listener makes: they are noted in that window's document, where no
 * listener ran. Windows that can call each other so share a thread, so the call was made by the run during which it was
 * noted, and the innermost of several. As clocks are coarse, that is said only where the browser names the run's document
 * as the sender, the stack shows that a listener was running, and no other run can have been it.
 */
export class CallsElsewhere {
	readonly #session: Session;
	#calls: Call[] = [];
	/** In the order of their ends, whatever documents they are of. */
	#spans: Span[] = [];
	/** ms that the longest run took. */
	#longest = 0;
	/** Calls of which it was found who made them. */
	count = 0;
	/** Functions of listeners, as stacks name them, by document and listener. */
	readonly #frames = new Map<string, string>();
	readonly #makers = new Map<number, number>();
	readonly #made = new Map<number, Made[]>();

	constructor(session: Session) {
		this.#session = session;
	}

	get isWaiting(): boolean {
		return this.#calls.length > 0;
	}

	/** Row of the message for which a listener ran that made this call in another document. */
	makerOf(row: number): number | undefined {
		return this.#makers.get(row);
	}

	/** What the listeners that ran for a message called in other documents. */
	madeFor(row: number): readonly Made[] {
		return this.#made.get(row) ?? [];
	}

	sent(document: DocumentRecord, { send, time, target, stack }: HookEventOf<'sent'>, row: number): void {
		const frame = stack.find(({ listener }) => listener);
		if (target.kind !== 'window' || !frame || this.#isAlone) return;
		this.#calls.push({ row, document, send, time, frame: nameOf(frame) });
		if (this.#calls.length > MOST_CALLS) this.#calls.shift();
	}

	/** A listener ran; `counts`: where what it did is summed, if it is. */
	ran(
		document: DocumentRecord,
		run: HookEventOf<'listener-ran'>,
		row: number,
		counts?: { evidence: Evidence; origin: string | undefined; reached: boolean },
	): void {
		const { time, duration, sent, reads } = run;
		if (this.#isAlone) return;
		// Its own document knows of these.
		if (sent) {
			const own = new Set(sent);
			this.#calls = this.#calls.filter((call) => call.document !== document || !own.has(call.send));
		}
		if (duration === undefined) return;
		const frame = reads.find(({ site }) => site?.listener)?.site;
		if (frame) {
			if (this.#frames.size > MOST_FRAMES) this.#frames.clear();
			this.#frames.set(`${document.index} ${run.listener}`, nameOf(frame));
		}
		const { evidence, origin, reached = false } = counts ?? {};
		const span = { row, document, run, from: time - duration, to: time, evidence, origin, reached };
		this.#longest = Math.max(this.#longest, duration);
		this.#spans.splice(this.#endingFrom(time), 0, span);
		if (this.#spans.length > MOST_SPANS) this.#spans.shift();
	}

	/** Tells of the calls that have waited long enough who made them. */
	settle(now: number): void {
		for (const span of this.#spans) span.came ??= now;
		let found: boolean;
		do {
			found = false;
			this.#calls = this.#calls.filter((call) => {
				call.since ??= now;
				const age = now - call.since;
				if (age < PATIENCE || now - (call.looked ?? 0) < PATIENCE) return true;
				const span = this.#makerOf(call);
				if (span) this.#join(call, span);
				if (span) found = true;
				return !span && age < LONG_PATIENCE && this.#session.holds(call.row);
			});
			// That one is known may tell who made another, or who cannot have.
		} while (found);
		for (const call of this.#calls) if (now - (call.since ?? now) >= PATIENCE) call.looked = now;
		this.#spans = this.#spans.filter(({ came = now }) => now - came < LONG_PATIENCE + PATIENCE);
	}

	/** A row is about to be given up. */
	unlink(row: number): void {
		this.#makers.delete(row);
		this.#made.delete(row);
	}

	clear(): void {
		this.#calls = [];
		this.#spans = [];
		this.#longest = 0;
		this.#makers.clear();
		this.#made.clear();
	}

	/** Then there is no other window to be called. */
	get #isAlone(): boolean {
		return this.#session.documents.size < 2;
	}

	/** The document that the browser names as the sender, where it is known for sure which message the call sent. */
	#senderOf({ row }: Call): DocumentRecord | undefined {
		const { rows } = this.#session;
		const delivery = this.#session.holds(row) ? rows.peer(row) : undefined;
		if (delivery === undefined || !this.#session.holds(delivery)) return undefined;
		return rows.marks(row) & mark.byOrder ? undefined : this.#session.otherDocument(delivery);
	}

	#makerOf(call: Call): Span | undefined {
		const sender = this.#senderOf(call);
		if (!sender || sender === call.document) return undefined;
		const possible: Span[] = [];
		const end = call.time + this.#longest + COARSE_CLOCK;
		for (let at = this.#endingFrom(call.time - COARSE_CLOCK); at < this.#spans.length; at++) {
			const span = this.#spans[at] as Span;
			if (span.to > end) break;
			const differ = clocksOf(span, call.time);
			if (span.from - differ > call.time || call.time > span.to + differ) continue;
			if (this.#mayBe(span, call)) possible.push(span);
		}
		const [span, ...others] = possible.sort((a, b) => a.to - a.from - (b.to - b.from));
		if (span?.document !== sender) return undefined;
		if (others.length === 0) return span;
		const differ = clocksOf(span, call.time);
		const isSure = span.from + differ <= call.time && call.time <= span.to - differ;
		return isSure && others.every((other) => isWithin(span, other)) ? span : undefined;
	}

	/** Place of the first span that ends at this time or later. */
	#endingFrom(time: number): number {
		let low = 0;
		let high = this.#spans.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#spans[middle] as Span).to < time) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** A run of the call's own document has listed what it called, as far as lists go. */
	#mayBe({ document, run, row }: Span, call: Call): boolean {
		if (this.#follows(row, call.row)) return false;
		if (document === call.document) return (run.sent?.length ?? 0) >= MOST_LISTED;
		const frame = this.#frames.get(`${document.index} ${run.listener}`);
		return frame === undefined || frame === call.frame;
	}

	/** Whether a message came of a call, by way of what listeners sent: then no run for it made the call. */
	#follows(message: number, call: number): boolean {
		const { rows } = this.#session;
		let at: number | undefined = message;
		for (let way = 0; way < LONGEST_WAY && at !== undefined && rows.has(at); way++) {
			const send: number | undefined = rows.kind(at) === 'message' ? rows.peer(at) : undefined;
			if (send === call) return true;
			at = send === undefined ? undefined : this.#makers.get(send);
		}
		return false;
	}

	#join(call: Call, span: Span): void {
		const session = this.#session;
		if (!session.holds(span.row)) return;
		const { run, document, evidence, origin, reached } = span;
		const made = this.#made.get(span.row) ?? [];
		const isFirst = !made.some((one) => one.run === run.seq);
		if (evidence && isFirst) addAct(evidence, run, origin, document.info?.origin, reached);
		this.count++;
		this.#makers.set(call.row, span.row);
		this.#made.set(span.row, [...made, { row: call.row, run: run.seq }]);
		session.touch(span.row);
		session.touch(call.row);
	}
}

const nameOf = ({ url, functionName = '' }: CallSite): string => `${functionName} ${url}`;

/** By how much a run's times may differ from what is the same moment elsewhere. */
const clocksOf = ({ from, to }: Span, ...times: number[]): number =>
	[from, to, ...times].every(Number.isInteger) ? COARSE_CLOCK : CLOCK;

/** Whether a run surely began and ended during another. */
function isWithin(inner: Span, outer: Span): boolean {
	const differ = inner.document === outer.document ? 0 : clocksOf(inner, outer.from, outer.to);
	return outer.from + differ <= inner.from && inner.to <= outer.to - differ;
}
