import type { Codec, Part, Read, Reading } from './codec.ts';
import { codecs } from './codecs.ts';
import type { Decoded, SocketHint } from './decoded.ts';
import { embeddedPayloads } from './embedded.ts';
import { type Frame, frameOf } from './frame.ts';
import { limits } from './limits.ts';
import { line, previewOf } from './value/preview.ts';

/** The codecs of one socket, with what they remember of its earlier frames. */
export interface Readers {
	/** Reads with the preferred codec, or with the one that is surest when that one declines. */
	decode: (frame: Frame, preferred?: Choice) => Decoded;
}

/** Payloads found inside a value are shown only when read at least this surely. */
const plausible = 0.6;

/** Below this a frame does not settle what is spoken. */
export const convincing = 0.8;

/** The codec that a conversation is taken to need, and how surely. */
export interface Choice {
	id: string;
	certainty: number;
}

interface Opened {
	codec: Codec;
	read: Read;
}

interface Scope {
	depth: number;
	budget: { layers: number };
	/** Carriers around the payload: none carries itself. */
	carriers: readonly string[];
}

/** Opens every codec for one socket. */
export function openReaders(hint: SocketHint): Readers {
	const cheapFirst = [...codecs.filter(({ costly }) => !costly), ...codecs.filter(({ costly }) => costly)];
	const opened = cheapFirst.map((codec) => ({ codec, read: codec.open(hint) }));

	/** What each carrier was found to carry. */
	const inside = new Map<string, Choice>();
	const isCarrier = (id: string): boolean => opened.some(({ codec }) => codec.id === id && codec.carries);
	const remember = (carrier: string, { protocol, confidence }: Decoded): void => {
		const settles = opened.some(({ codec }) => codec.id === protocol && codec.settles);
		if (settles && confidence >= convincing) inside.set(carrier, { id: protocol, certainty: confidence });
	};

	const decode: Readers['decode'] = (frame, preferred) => {
		const scope = { depth: 0, budget: { layers: limits.layers }, carriers: [] };
		return frame.raw.length > limits.frame ? tooLong(frame) : interpret(frame, scope, preferred);
	};

	const interpret = (frame: Frame, scope: Scope, preferred?: Choice): Decoded => {
		const first = preferred && opened.find(({ codec }) => codec.id === preferred.id);
		const reading = first?.read(frame);
		if (first && reading) {
			const confidence = Math.max(reading.confidence, preferred?.certainty ?? 0);
			return finish({ ...reading, confidence }, first.codec.id, frame, scope);
		}
		const except = first ? [...scope.carriers, first.codec.id] : scope.carriers;
		const best = surest(frame, scope.depth === 0 ? opened : forPayload(opened), except);
		return finish(best.reading, best.id, frame, scope);
	};

	const finish = (reading: Reading, protocol: string, frame: Frame, scope: Scope): Decoded => {
		const carriers = isCarrier(protocol) ? [...scope.carriers, protocol] : scope.carriers;
		const inner: Scope = { depth: scope.depth + 1, budget: scope.budget, carriers };
		const layers: Decoded[] = [];
		const take = (make: () => Decoded): Decoded | undefined => {
			if (inner.depth > limits.layerDepth || inner.budget.layers <= 0) return undefined;
			inner.budget.layers--;
			const layer = make();
			layers.push(layer);
			return layer;
		};
		for (const record of reading.records ?? []) take(() => finish(record, protocol, frame, inner));
		for (const part of reading.parts ?? []) {
			const as =
				part.as === undefined ? inside.get(protocol) : { id: part.as, certainty: reading.confidence };
			const layer = take(() => ({ ...interpret(partFrame(part, frame), inner, as), path: part.path }));
			if (layer && isCarrier(protocol)) remember(protocol, layer);
		}
		if (!reading.opaque && !reading.records) {
			const known = (reading.parts ?? []).map(({ path }) => path);
			for (const { data, path } of embeddedPayloads(reading.value, known)) {
				if (inner.depth > limits.layerDepth || inner.budget.layers <= 0) break;
				const payload = frameOf({ direction: frame.direction, data });
				const best = surest(payload, forPayload(opened), carriers);
				if (best.reading.confidence < plausible) continue;
				take(() => ({ ...finish(best.reading, best.id, payload, inner), path }));
			}
		}
		return assemble(reading, protocol, layers);
	};

	return { decode };
}

/** Payloads are no part of the conversation: what its readers remember must not mix with them. */
function forPayload(opened: Opened[]): Opened[] {
	return opened.map((each) => (each.codec.settles ? { codec: each.codec, read: each.codec.open({}) } : each));
}

function surest(frame: Frame, opened: Opened[], except: readonly string[]): { id: string; reading: Reading } {
	let best: { id: string; reading: Reading } | undefined;
	for (const { codec, read } of opened) {
		if (codec.costly && best && best.reading.confidence >= plausible) continue;
		if (except.includes(codec.id) || codec.carrier !== undefined) continue;
		const reading = read(frame);
		if (reading && reading.confidence > (best?.reading.confidence ?? -1)) best = { id: codec.id, reading };
	}
	return best ?? { id: 'hex', reading: { confidence: 0, value: frame.raw, opaque: true } };
}

function partFrame(part: Part, frame: Frame): Frame {
	const { data } = part;
	if (typeof data === 'string' || data instanceof Uint8Array)
		return frameOf({ direction: frame.direction, data });
	return frameOf({ direction: frame.direction, data: '' }, { value: data.json });
}

function assemble(reading: Reading, protocol: string, layers: Decoded[]): Decoded {
	const only = reading.envelope && layers.length > 0 ? layers[0] : undefined;
	const { confidence, value, error } = reading;
	return {
		protocol,
		confidence,
		type: labelOf(only?.type ?? reading.type),
		id: only?.id ?? reading.id,
		replyTo: only?.replyTo ?? reading.replyTo,
		preview: only?.preview ?? (reading.preview === undefined ? previewOf(value) : line(reading.preview)),
		value,
		layers,
		error: error ?? only?.error,
	};
}

function labelOf(type: string | undefined): string | undefined {
	if (type === undefined || type.length <= limits.label) return type && line(type);
	return `${line(type.slice(0, limits.label - 1))}…`;
}

function tooLong(frame: Frame): Decoded {
	const value = frame.raw;
	return {
		protocol: frame.bytes ? 'hex' : 'text',
		confidence: 0,
		preview: previewOf(value),
		value,
		layers: [],
		error: `Not decoded: longer than ${limits.frame} ${frame.bytes ? 'bytes' : 'characters'}`,
	};
}
