import { codecs } from './codecs.ts';
import type { Decoded, FrameInput, SocketHint } from './decoded.ts';
import { frameOf } from './frame.ts';
import { type Choice, convincing, openReaders } from './readers.ts';

export type { Decoded, DecodedValue, FrameInput, SocketHint } from './decoded.ts';

/** Decoder of one socket. Frames must be given in the order in which they passed. */
export interface SocketDecoder {
	/** Reads the next frame; never throws. */
	decode: (frame: FrameInput) => Decoded;
	/** Id of the protocol that the socket is taken to speak; empty until something tells. */
	readonly protocol: string;
}

/** What a person may choose as the `override` of a socket. */
export const protocols: readonly { id: string; name: string }[] = codecs.map(({ id, name }) => ({
	id,
	name,
}));

/**
 * Makes the decoder of one socket. What it speaks is decided by the first that answers: `override`,
 * the negotiated subprotocol, marks in the URL, the shape of the first convincing frame; frames that
 * do not fit are guessed one by one.
 */
export function createDecoder(hint: SocketHint): SocketDecoder {
	const readers = openReaders(hint);
	const known = codecs.some(({ id }) => id === hint.override);
	let chosen: Choice | undefined = known
		? { id: carrierOf(hint.override ?? ''), certainty: 1 }
		: claimed(hint);
	let fits = false;
	/** The innermost conversation, such as STOMP inside SockJS. */
	let spoken = known ? (hint.override ?? '') : (chosen?.id ?? '');

	const decode = (input: FrameInput): Decoded => {
		const decoded = readers.decode(frameOf(input), chosen);
		if (decoded.protocol === chosen?.id) {
			fits = true;
			// What never stands alone must be inside: a packet that is cut short is none.
			if (carrierOf(spoken) === decoded.protocol && isWithout(spoken, decoded))
				return misfit(decoded, spoken);
		} else if (known) return misfit(decoded, chosen?.id ?? '');
		else if (!fits && decoded.confidence >= convincing && settles(decoded.protocol)) {
			chosen = { id: decoded.protocol, certainty: decoded.confidence };
			fits = true;
		}
		if (!known && decoded.protocol === chosen?.id) spoken = innermost(decoded, spoken);
		return decoded;
	};

	return {
		decode,
		get protocol() {
			return spoken;
		},
	};
}

/** Whether a carrier's message holds something, and not what is spoken. */
function isWithout(spoken: string, { protocol, layers }: Decoded): boolean {
	return protocol !== spoken && layers.length > 0 && !layers.some((layer) => layer.protocol === spoken);
}

function misfit(decoded: Decoded, expected: string): Decoded {
	const name = codecs.find(({ id }) => id === expected)?.name ?? expected;
	return { ...decoded, error: decoded.error ?? `Not ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name} message` };
}

function carrierOf(id: string): string {
	return codecs.find((codec) => codec.id === id)?.carrier ?? id;
}

function innermost(decoded: Decoded, before: string): string {
	const inner = decoded.layers.find(({ protocol }) => settles(protocol));
	if (inner && inner.confidence >= convincing) return innermost(inner, before);
	// A frame of the carrier's own, such as a ping, does not say that nothing is inside.
	const carries = codecs.some((codec) => codec.id === decoded.protocol && codec.carries);
	return carries && before !== '' ? before : decoded.protocol;
}

function settles(id: string): boolean {
	return codecs.some((codec) => codec.id === id && codec.settles);
}

function claimed(hint: SocketHint): Choice | undefined {
	let best: Choice | undefined;
	for (const { id, claims } of codecs) {
		const certainty = claims?.(hint) ?? 0;
		if (certainty > (best?.certainty ?? 0)) best = { id, certainty };
	}
	return best;
}
