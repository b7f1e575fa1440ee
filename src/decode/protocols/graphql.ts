import type { Codec, Reading } from '../codec.ts';
import type { DecodedObject } from '../decoded.ts';
import type { Frame } from '../frame.ts';
import { previewOf } from '../value/preview.ts';
import { asArray, asId, asObject, asText, own } from '../value/shape.ts';

interface Dialect {
	/** Messages that carry an operation, with its id. */
	asks: string[];
	/** Messages that answer one. */
	answers: string[];
	/** Messages of the connection; those marked occur in this dialect alone. */
	plain: string[];
	only: string[];
}

const transport: Dialect = {
	asks: ['subscribe'],
	answers: ['next', 'error'],
	plain: ['connection_init', 'connection_ack', 'ping', 'pong', 'complete'],
	only: ['subscribe', 'next'],
};

const legacy: Dialect = {
	asks: ['start'],
	answers: ['data', 'error'],
	plain: [
		'connection_init',
		'connection_ack',
		'connection_error',
		'connection_keep_alive',
		'connection_terminate',
		'ka',
		'stop',
		'complete',
	],
	only: ['start', 'data', 'ka', 'connection_error', 'connection_terminate', 'connection_keep_alive'],
};

/** GraphQL over WebSocket as the graphql-ws library speaks it (subprotocol graphql-transport-ws). */
export const graphqlTransportWs: Codec = {
	id: 'graphql-transport-ws',
	name: 'GraphQL (graphql-transport-ws)',
	settles: true,
	claims: ({ subprotocol }) => (subprotocol === 'graphql-transport-ws' ? 1 : 0),
	open: () => (frame) => read(frame, transport),
};

/** GraphQL over WebSocket as subscriptions-transport-ws spoke it (subprotocol graphql-ws). */
export const graphqlWs: Codec = {
	id: 'graphql-ws',
	name: 'GraphQL (legacy graphql-ws)',
	settles: true,
	claims: ({ subprotocol }) => (subprotocol === 'graphql-ws' ? 1 : 0),
	open: () => (frame) => read(frame, legacy),
};

function read(frame: Frame, dialect: Dialect): Reading | undefined {
	const message = asObject(frame.json()?.value);
	const type = message && asText(own(message, 'type'));
	if (!message || type === undefined) return undefined;
	const id = asId(own(message, 'id'));
	const payload = own(message, 'payload');
	const asks = dialect.asks.includes(type);
	const answers = dialect.answers.includes(type);
	if (!asks && !answers && !dialect.plain.includes(type)) return undefined;
	if ((asks || answers) && (id === undefined || payload === undefined)) return undefined;
	const name = asks ? operation(asObject(payload) ?? {}) : undefined;
	return {
		confidence: confidence(message, type, dialect),
		type: name === undefined ? type : `${type} ${name}`,
		id: type === 'connection_init' ? 'connection' : asks ? id : undefined,
		replyTo:
			type === 'connection_ack'
				? 'connection'
				: answers || (type === 'complete' && frame.direction === 'in')
					? id
					: undefined,
		value: message,
		preview: payload === undefined ? undefined : previewOf(payload),
	};
}

function confidence(message: DecodedObject, type: string, dialect: Dialect): number {
	if (type === 'connection_init' || type === 'connection_ack') return 0.84;
	const graphql =
		typeof own(message, 'id') === 'string' && isGraphql(asObject(own(message, 'payload')) ?? {});
	if (dialect.only.includes(type))
		return graphql || type.startsWith('connection_') ? 0.9 : type === 'ka' ? 0.82 : 0.4;
	return type === 'error' && asArray(own(message, 'payload')) ? 0.82 : 0.4;
}

/** Whether a payload asks by a document of GraphQL or answers as one is answered. */
function isGraphql(payload: DecodedObject): boolean {
	if (Object.hasOwn(payload, 'query')) return asText(own(payload, 'query'))?.includes('{') === true;
	const data = own(payload, 'data');
	return data === null || asObject(data) !== undefined || asArray(own(payload, 'errors')) !== undefined;
}

/** Name of the operation, or the first field that an anonymous one selects. */
function operation(payload: DecodedObject): string | undefined {
	const name = asText(own(payload, 'operationName'));
	if (name !== undefined && name !== '') return name;
	const query = asText(own(payload, 'query'))?.slice(0, 2000) ?? '';
	const named = /^\s*(query|mutation|subscription)\s+(\w+)/.exec(query)?.[2];
	return named ?? /\{\s*(\w+)/.exec(query)?.[1];
}
