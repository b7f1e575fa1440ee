import type { Reading } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { previewOf } from '../value/preview.ts';
import { asArray, asId, asInteger, asObject, asText } from '../value/shape.ts';

/** Message code → name, and the places of its request id, its URI (realm, reason, topic or procedure) and its first payload field. */
const shapes: { [code: number]: { name: string; id?: number; uri?: number; data?: number; least: number } } =
	{
		1: { name: 'HELLO', uri: 1, data: 2, least: 3 },
		2: { name: 'WELCOME', data: 2, least: 3 },
		3: { name: 'ABORT', uri: 2, data: 1, least: 3 },
		4: { name: 'CHALLENGE', uri: 1, data: 2, least: 3 },
		5: { name: 'AUTHENTICATE', data: 2, least: 3 },
		6: { name: 'GOODBYE', uri: 2, data: 1, least: 3 },
		8: { name: 'ERROR', id: 2, uri: 4, data: 5, least: 5 },
		16: { name: 'PUBLISH', id: 1, uri: 3, data: 4, least: 4 },
		17: { name: 'PUBLISHED', id: 1, least: 3 },
		32: { name: 'SUBSCRIBE', id: 1, uri: 3, least: 4 },
		33: { name: 'SUBSCRIBED', id: 1, least: 3 },
		34: { name: 'UNSUBSCRIBE', id: 1, least: 3 },
		35: { name: 'UNSUBSCRIBED', id: 1, least: 2 },
		36: { name: 'EVENT', data: 4, least: 4 },
		48: { name: 'CALL', id: 1, uri: 3, data: 4, least: 4 },
		49: { name: 'CANCEL', least: 3 },
		50: { name: 'RESULT', id: 1, data: 3, least: 3 },
		64: { name: 'REGISTER', id: 1, uri: 3, least: 4 },
		65: { name: 'REGISTERED', id: 1, least: 3 },
		66: { name: 'UNREGISTER', id: 1, least: 3 },
		67: { name: 'UNREGISTERED', id: 1, least: 2 },
		68: { name: 'INVOCATION', id: 1, data: 4, least: 4 },
		69: { name: 'INTERRUPT', least: 3 },
		70: { name: 'YIELD', id: 1, data: 3, least: 3 },
	};

const asks = new Set([16, 32, 34, 48, 64, 66, 68]);

/** Reads one WAMP message from its array; undefined when the code or the shape is not of WAMP. */
export function wampMessage(value: DecodedValue): Reading | undefined {
	const fields = asArray(value);
	const code = asInteger(fields?.[0]) ?? 0;
	const shape = shapes[code];
	if (!fields || !shape || fields.length < shape.least || fields.length > shape.least + 3) return undefined;
	const uri = shape.uri === undefined ? undefined : asText(fields[shape.uri]);
	const id = shape.id === undefined ? undefined : asId(fields[shape.id]);
	if ((shape.uri !== undefined && uri === undefined) || (shape.id !== undefined && id === undefined))
		return undefined;
	const session = code === 1 || code === 2 ? 'session' : undefined;
	const question = asks.has(code);
	return {
		confidence: confidence(code, fields),
		type: uri === undefined ? shape.name : `${shape.name} ${uri}`,
		id: code === 1 ? session : question ? id : undefined,
		replyTo: code === 2 ? session : question ? undefined : id,
		value: fields,
		preview: shape.data === undefined ? undefined : previewOf(fields.slice(shape.data)),
	};
}

/** A HELLO with its roles is unmistakable; other arrays of numbers and objects occur elsewhere too. */
function confidence(code: number, fields: DecodedValue[]): number {
	const details = asObject(fields[2]);
	if (code <= 2 && details && Object.hasOwn(details, 'roles')) return 0.95;
	return fields.some((field) => asObject(field)) ? 0.5 : 0.3;
}
