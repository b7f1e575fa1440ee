import { createDecoder, protocols, type SocketDecoder } from '../../../src/decode/decode.ts';
import type { Decoded, DecodedValue, FrameInput } from '../../../src/decode/decoded.ts';
import { parseProto } from '../../../src/decode/protobuf/parse-proto.ts';
import { ProtoProblem } from '../../../src/decode/protobuf/schema.ts';
import { pageValueOf } from './page-value.ts';
import type { DecodeAnswer, DecodeQuestion, NumberedFrame, Reading, Said } from './questions.ts';

/** Whole readings kept for one line: frames, and bytes of their payloads. Older ones are read again. */
const MOST_READINGS = 500;
const MOST_READ_BYTES = 8_000_000;
/** Values of one frame that are shown; the raw payload has the rest. */
const MOST_SHOWN = 100_000;
/** Values of one frame that a filter looks at, and characters of their JSON. */
const MOST_SEARCHED = 20_000;
const LONGEST_SEARCHED = 1_000_000;
const DEEPEST_JSON = 100;

interface Kept {
	decoded: Decoded;
	bytes: number;
}

interface Line {
	decoder: SocketDecoder;
	kept: Map<number, Kept>;
	bytes: number;
}

/** Answers what the panel asks of the decoders; has no surroundings, so that tests can do without a worker. */
export function createDecodeDesk(): (question: DecodeQuestion) => DecodeAnswer {
	const lines = new Map<number, Line>();
	const lineOf = (question: DecodeQuestion & { kind: 'frames' | 'last' }): Line | undefined => {
		const { line: number, begin } = question;
		if (begin) lines.set(number, { decoder: createDecoder(begin), kept: new Map(), bytes: 0 });
		return lines.get(number);
	};
	return (question) => {
		switch (question.kind) {
			case 'protocols':
				return { kind: 'protocols', protocols };
			case 'frames': {
				const line = lineOf(question);
				if (!line) return { kind: 'lost' };
				const said = question.frames.map((frame) => saidOf(frame.row, read(line, frame), question.values));
				return { kind: 'frames', protocol: line.decoder.protocol, said };
			}
			case 'reading': {
				const decoded = lines.get(question.line)?.kept.get(question.row)?.decoded;
				return { kind: 'reading', reading: decoded && readingOf(decoded) };
			}
			case 'last': {
				const line = lineOf(question);
				lines.delete(question.line);
				if (!line) return { kind: 'lost' };
				return { kind: 'reading', reading: readingOf(safely(line.decoder, question.frame.input)) };
			}
			case 'end':
				lines.delete(question.line);
				return { kind: 'reading', reading: undefined };
			case 'proto':
				return typesOf(question.text);
		}
	};
}

function typesOf(text: string): DecodeAnswer {
	try {
		return { kind: 'proto', types: [...parseProto(text).keys()] };
	} catch (problem) {
		if (!(problem instanceof ProtoProblem)) throw problem;
		const { code, line, word } = problem;
		return { kind: 'bad-proto', code, line, word: word.slice(0, 80) };
	}
}

function read(line: Line, { row, input }: NumberedFrame): Decoded {
	const decoded = safely(line.decoder, input);
	line.kept.set(row, { decoded, bytes: input.data.length });
	line.bytes += input.data.length;
	for (const [old, { bytes }] of line.kept) {
		if (line.kept.size <= MOST_READINGS && line.bytes <= MOST_READ_BYTES) break;
		line.kept.delete(old);
		line.bytes -= bytes;
	}
	return decoded;
}

/** A reading of a frame, also where the decoder fails: one frame must not stop those after it. */
function safely(decoder: SocketDecoder, input: FrameInput): Decoded {
	try {
		return decoder.decode(input);
	} catch (error) {
		const { data } = input;
		return {
			protocol: typeof data === 'string' ? 'text' : 'hex',
			confidence: 0,
			preview: typeof data === 'string' ? data.slice(0, 200) : '',
			value: data,
			layers: [],
			error: error instanceof Error ? error.message : String(error),
		};
	}
}

function saidOf(row: number, decoded: Decoded, wantsValues = false): Said {
	const { type = '', preview, protocol } = decoded;
	const numbers = numbered(decoded).map(({ id, replyTo }) => ({ id, replyTo }));
	const values = wantsValues ? valuesText(decoded) : undefined;
	return { row, type, preview, protocol, numbers, ...(values === undefined ? {} : { values }) };
}

/** What filters read without a decoder. */
const AS_THEY_ARE = new Set(['json', 'text', 'hex']);

/** JSON of the values of a reading and of what is inside (`SaidValues`); undefined where it is of no use or too long. */
function valuesText(decoded: Decoded): string | undefined {
	if (AS_THEY_ARE.has(decoded.protocol) && decoded.layers.length === 0) return undefined;
	const budget = { nodes: MOST_SEARCHED };
	const layers = (each: Decoded): Decoded[] => [each, ...each.layers.flatMap(layers)];
	const text = JSON.stringify(
		// What JSON can say is a third of the size.
		layers(decoded).map(({ value }) => (isJson(value) ? [value] : pageValueOf(value, budget))),
	);
	return text.length > LONGEST_SEARCHED ? undefined : text;
}

/** The messages of a frame that have numbers: the frame's own, or those that it carries. */
function numbered(decoded: Decoded): Decoded[] {
	if (decoded.id !== undefined || decoded.replyTo !== undefined) return [decoded];
	return decoded.layers.flatMap(numbered);
}

function readingOf(decoded: Decoded, budget = { nodes: MOST_SHOWN }): Reading {
	const { value, layers, preview: _, ...rest } = decoded;
	return {
		...rest,
		value: pageValueOf(value, budget),
		layers: layers.map((layer) => readingOf(layer, budget)),
	};
}

/** Whether JSON says all of a value; what is deeper than values are shown is left to them. */
function isJson(value: DecodedValue, depth = 0): boolean {
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return true;
		case 'number':
			return Number.isFinite(value) && !Object.is(value, -0);
		case 'object':
			break;
		default:
			return false;
	}
	if (value === null) return true;
	if (depth > DEEPEST_JSON || value instanceof Uint8Array || value instanceof Map) return false;
	return Object.values(value).every((item: DecodedValue) => isJson(item, depth + 1));
}
