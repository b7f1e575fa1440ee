/**
 * Values for the page, as the page would get them: the isolated world posts them to its own window under a word that
 * nobody can guess, the browser clones them into this realm, and here, before any other listener, they are taken out.
 */
import {
	apply,
	dataOf,
	isArray,
	MapCtor,
	mapDelete,
	mapGet,
	mapSet,
	messageData,
	messages,
	stopImmediatePropagation,
} from './toolbox.ts';

/** `asBlob`: the same bytes as a Blob, where the value is a buffer. */
type Take = (value: unknown, event: Event, asBlob: unknown) => void;

const expected = new MapCtor<string, Take>();

/** Calls back once, with the value that comes under this word and the event that brought it. */
export function expect(word: string, take: Take): void {
	expectAll(word, (value, event, asBlob) => {
		expectNoMore(word);
		take(value, event, asBlob);
	});
}

/** Calls back whenever a value comes under this word, until no more is expected. */
export function expectAll(word: string, take: Take): void {
	apply(mapSet, expected, [word, take]);
}

function expectNoMore(word: string): void {
	apply(mapDelete, expected, [word]);
}

const { receive } = messages;

/** Tells a message that is no parcel. A probe may stand in for it. */
export const arrivals = {
	__proto__: null as never,
	tell: ((event, target, type, n) => {
		apply(receive, messages, [event, target, type, n]);
	}) as typeof receive,
};

/** The window message that came last. */
export const latest = { __proto__: null as never, event: undefined as Event | undefined, n: 0 };

messages.receive = (event, target, type, n) => {
	const parcel = target.id === 0 && type === 'message' ? parcelOf(event) : undefined;
	const word = parcel && dataOf(parcel, '0');
	const take = word === undefined ? undefined : (apply(mapGet, expected, [word]) as Take | undefined);
	if (!parcel || !take) {
		if (target.id === 0 && n !== undefined) {
			latest.event = event;
			latest.n = n;
		}
		arrivals.tell(event, target, type, n);
		return;
	}
	apply(stopImmediatePropagation, event, []);
	// The isolated world's own listener does not see it either: it is no message of the page.
	messages.ordinal--;
	take(dataOf(parcel, '1'), event, dataOf(parcel, '2'));
};

function parcelOf(event: Event): object | undefined {
	const data: unknown = apply(messageData, event, []);
	return isArray(data) ? data : undefined;
}
