import type { Value } from '../../../src/protocol/value.ts';

type Told = unknown;

/** A value as Earshot tells it, in the words of pages/random/values.mjs. */
export function toldOf(value: Value): Told {
	switch (value.t) {
		case 'undefined':
			return 'undefined';
		case 'null':
			return null;
		case 'boolean':
			return value.v;
		case 'number':
			return ['number', String(value.v)];
		case 'string':
			return ['string', value.v];
		case 'bigint':
			return ['bigint', value.v];
		case 'object':
			return ['object', value.e.map(([key, inner]) => [key, toldOf(inner)])];
		case 'array':
			return ['array', value.n, value.e.map(([index, inner]) => [String(index), toldOf(inner)])];
		case 'map':
			return ['map', value.e.map(([key, inner]) => [toldOf(key), toldOf(inner)])];
		case 'set':
			return ['set', value.e.map(toldOf)];
		case 'date':
			return ['date', value.v];
		case 'regexp':
			return ['regexp', value.v, value.f];
		case 'error':
			return ['error', value.c, value.v];
		case 'boxed':
			return ['boxed', toldOf(value.v)];
		case 'buffer':
			return ['buffer', Buffer.from(value.b, 'base64').toString('hex')];
		case 'view':
			return ['view', value.c, value.o, Buffer.from(value.b, 'base64').toString('hex')];
		case 'blob':
			return ['blob', value.n, value.m, ...(value.name === undefined ? [] : [value.name, value.modified])];
		case 'port':
			return ['platform', 'MessagePort'];
		case 'platform':
			return ['platform', value.c];
		case 'ref':
			return ['ref', value.id];
		case 'omitted':
			return ['omitted', value.why];
	}
}

/** Whether both say the same; `sent`: before structured clone, so that getters are named only and buffers may be gone. */
export function isSameValue(value: Value, told: Told, sent = false): boolean {
	const text = JSON.stringify(toldOf(value));
	if (text === JSON.stringify(told)) return true;
	return sent && text.includes('"omitted"');
}
