import type { Expression, MemberExpression } from 'acorn';
import { readBase64, writeBase64 } from '../../decode/bytes/base64.ts';
import { utf8Bytes } from '../../decode/bytes/utf8.ts';
import type { Value } from '../../protocol/value.ts';
import {
	ARRAYS,
	type ArrayName,
	bytesOfElements,
	type Element,
	hasBigElements,
	isArrayName,
} from './binary.ts';
import { type Call, listed, nameOf, type Reader, refuse, textOf } from './reader.ts';

/** `new Uint8Array([…]).buffer` as a value. */
export function bufferOf(reader: Reader, node: MemberExpression): Value {
	const id = reader.begin();
	const b = contentOf(reader, node, node);
	return { t: 'buffer', id, c: 'ArrayBuffer', b, n: lengthInBytes(b) };
}

/** Bytes of `new Uint8Array([…]).buffer` and the like. */
export function contentOf(reader: Reader, node: Expression | undefined, site: Call): string {
	const { object, property, computed } =
		node?.type === 'MemberExpression' ? node : ({} as Partial<MemberExpression>);
	const isBuffer = !computed && property?.type === 'Identifier' && property.name === 'buffer';
	if (!isBuffer || !object || object.type === 'Super')
		return refuse('A buffer is written as new Uint8Array([…]).buffer', node ?? site);
	return viewContent(reader, object);
}

/** Bytes of `new Uint8Array([…])` or `Uint8Array.fromBase64("…")`, which is no object of its own here. */
function viewContent(reader: Reader, node: Expression): string {
	if (node.type === 'CallExpression' && nameOf(node.callee) === 'Uint8Array.fromBase64') {
		const [text] = node.arguments;
		return base64Of(reader, text?.type === 'SpreadElement' ? undefined : text, node);
	}
	if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && isArrayName(node.callee.name)) {
		const [list] = node.arguments;
		return bytesOf(reader, node.callee.name, list?.type === 'SpreadElement' ? undefined : list, node);
	}
	return refuse('Bytes are written as new Uint8Array([…])', node);
}

/** Bytes of a typed array by its elements, its length or the buffer it is made on. */
export function bytesOf(reader: Reader, name: ArrayName, given: Expression | undefined, node: Call): string {
	if (given?.type === 'MemberExpression') {
		const b = contentOf(reader, given, node);
		return isWhole(name, b) ? b : refuse(`${lengthInBytes(b)} bytes make no whole elements`, given);
	}
	if (!given) return '';
	const elements = listed(given, `A ${name}`, node).map((item): Element => {
		const value = reader.read(item);
		if (hasBigElements(name) && value.t === 'bigint') return BigInt(value.v);
		if (!hasBigElements(name) && value.t === 'number') return Number(value.v);
		return refuse(`Elements of a ${name} look like ${hasBigElements(name) ? '1n' : '1'}`, item);
	});
	return bytesOfElements(name, elements);
}

function isWhole(name: ArrayName, base64: string): boolean {
	return lengthInBytes(base64) % ARRAYS[name].BYTES_PER_ELEMENT === 0;
}

/** Bytes of what a Blob is made of. */
export function partsOf(reader: Reader, parts: Expression | undefined, node: Call): string {
	const bytes = (parts ? listed(parts, 'A Blob', node) : []).flatMap((part) => {
		if (part.type === 'NewExpression' || part.type === 'CallExpression')
			return [...(readBase64(viewContent(reader, part)) ?? [])];
		const value = reader.read(part);
		return value.t === 'string'
			? [...utf8Bytes(value.v)]
			: refuse('Parts of a Blob are texts and bytes', part);
	});
	return writeBase64(Uint8Array.from(bytes));
}

/** Base64 of a text that is base64, padded. */
export function base64Of(reader: Reader, text: Expression | undefined, node: Call): string {
	const bytes = readBase64(textOf(reader, text, node));
	return bytes ? writeBase64(bytes) : refuse('That is no base64', text ?? node);
}

/** How many bytes a base64 text stands for. */
export function lengthInBytes(base64: string): number {
	return readBase64(base64)?.length ?? 0;
}
