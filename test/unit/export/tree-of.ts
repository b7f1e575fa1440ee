import type { Value } from '../../../src/protocol/value.ts';

/** A live value in the form of the protocol, as the hook writes it, but for the content of blobs. */
export function treeOf(live: unknown): Value {
	const ids = new Map<object, number>();
	const base64 = (bytes: ArrayBufferLike, offset = 0, length = bytes.byteLength): string =>
		Buffer.from(bytes as ArrayBuffer, offset, length).toString('base64');
	const visit = (one: unknown): Value => {
		switch (typeof one) {
			case 'undefined':
				return { t: 'undefined' };
			case 'boolean':
				return { t: 'boolean', v: one };
			case 'string':
				return { t: 'string', v: one };
			case 'bigint':
				return { t: 'bigint', v: String(one) };
			case 'number':
				if (Object.is(one, -0)) return { t: 'number', v: '-0' };
				return { t: 'number', v: Number.isFinite(one) ? one : (String(one) as 'NaN') };
			default:
		}
		if (typeof one !== 'object' || one === null) return { t: 'null' };
		const known = ids.get(one);
		if (known !== undefined) return { t: 'ref', id: known };
		const id = ids.size + 1;
		ids.set(one, id);
		if (Array.isArray(one))
			return {
				t: 'array',
				id,
				e: Object.entries(one).map(([key, item]) => [
					Number(key) < 2 ** 32 - 1 && /^\d+$/.test(key) ? Number(key) : key,
					visit(item),
				]),
				n: one.length,
			};
		if (one instanceof Map)
			return { t: 'map', id, e: [...one].map(([key, item]) => [visit(key), visit(item)]), n: one.size };
		if (one instanceof Set) return { t: 'set', id, e: [...one].map(visit), n: one.size };
		if (one instanceof Date) return { t: 'date', id, v: Number.isNaN(one.getTime()) ? null : one.getTime() };
		if (one instanceof RegExp) return { t: 'regexp', id, v: one.source, f: one.flags };
		if (one instanceof Error) return { t: 'error', id, c: one.name, v: one.message };
		if (one instanceof File)
			return { t: 'blob', id, n: one.size, m: one.type, name: one.name, modified: one.lastModified };
		if (one instanceof Blob) return { t: 'blob', id, n: one.size, m: one.type };
		if (one instanceof ArrayBuffer)
			return { t: 'buffer', id, c: 'ArrayBuffer', b: base64(one), n: one.byteLength };
		if (ArrayBuffer.isView(one)) {
			const c = Object.prototype.toString.call(one).slice(8, -1);
			const b = base64(one.buffer, one.byteOffset, one.byteLength);
			return { t: 'view', id, c, b, n: one.byteLength, o: one.byteOffset };
		}
		if (one instanceof Number || one instanceof String || one instanceof Boolean)
			return { t: 'boxed', id, v: visit(one.valueOf()) };
		return { t: 'object', id, e: Object.entries(one).map(([key, item]) => [key, visit(item)]) };
	};
	return visit(live);
}
