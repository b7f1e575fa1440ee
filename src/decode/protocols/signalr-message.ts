import type { Reading } from '../codec.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { previewOf } from '../value/preview.ts';
import { asId, asInteger, asText, own } from '../value/shape.ts';

const names: { [kind: number]: string } = {
	1: 'invocation',
	2: 'stream item',
	3: 'completion',
	4: 'stream invocation',
	5: 'cancel',
	6: 'ping',
	7: 'close',
	8: 'ack',
	9: 'sequence',
};

/** Reads the object form of a hub message; undefined when its type is not one. */
export function signalrReading(message: DecodedObject): Reading | undefined {
	const kind = asInteger(own(message, 'type')) ?? 0;
	const name = names[kind];
	if (name === undefined) return undefined;
	const target = asText(own(message, 'target'));
	const id = asId(own(message, 'invocationId'));
	const asks = kind === 1 || kind === 4;
	const shown =
		kind === 3
			? (own(message, 'result') ?? own(message, 'error'))
			: own(message, kind === 2 ? 'item' : 'arguments');
	return {
		confidence: 0.93,
		type: target === undefined ? name : `${name} ${target}`,
		id: asks ? id : undefined,
		replyTo: kind === 2 || kind === 3 ? id : undefined,
		value: message,
		preview: shown === undefined ? undefined : previewOf(shown),
	};
}

const fields: { [kind: number]: string[] } = {
	1: ['headers', 'invocationId', 'target', 'arguments', 'streamIds'],
	2: ['headers', 'invocationId', 'item'],
	3: ['headers', 'invocationId', 'resultKind', 'result'],
	4: ['headers', 'invocationId', 'target', 'arguments', 'streamIds'],
	5: ['headers', 'invocationId'],
	6: [],
	7: ['error', 'allowReconnect'],
	8: ['sequenceId'],
	9: ['sequenceId'],
};

/** Reads the array form (MessagePack), given the names that the JSON form has. */
export function signalrRecord(kind: number, message: DecodedValue[]): Reading | undefined {
	const keys = fields[kind];
	if (!keys) return undefined;
	const entries = message
		.slice(1)
		.map((value, index): [string, DecodedValue] => [keys[index] ?? `field ${index + 1}`, value]);
	const named: DecodedObject = { type: kind, ...Object.fromEntries(entries) };
	// Result kind 1: the fourth field is the error (SignalR Hub Protocol, "Completion Message Encoding").
	if (kind === 3 && named['resultKind'] === 1) {
		named['error'] = named['result'];
		delete named['result'];
	}
	return signalrReading(named);
}
