import type { Value } from '../protocol/value.ts';
import { toJsonText } from '../session/json-value.ts';

/**
 * JavaScript that makes the value, for a script element: `<` and line separators are escaped, so nothing in the value
 * ends the element or the literal.
 */
export function payloadCode(value: Value): string {
	const json = toJsonText(value);
	// As a literal, `__proto__` would set the prototype.
	if (json !== undefined && !json.includes('__proto__')) return literal(json);
	return `rebuilt(${literal(JSON.stringify(value))})`;
}

/** Whether the code needs `REBUILD` in front of it. */
export function needsRebuild(code: string): boolean {
	return code.startsWith('rebuilt(');
}

/** A text as a literal for a script element. */
export function textCode(text: string): string {
	return literal(JSON.stringify(text));
}

function literal(json: string): string {
	return json.replace(
		/[<>&\u007f-\u009f\u2028\u2029]/g,
		(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** JavaScript that makes values of their typed trees (src/protocol/value.ts). */
export const REBUILD = `// Structured types: each part says what it is ("t"), objects that are referred to have an id.
function rebuilt(tree) {
  const made = new Map();
  const bytes = ({ b = '' }) => Uint8Array.from(atob(b), (char) => char.charCodeAt(0));
  const build = (part) => {
    const keep = (object) => {
      made.set(part.id, object);
      return object;
    };
    const entry = (object, key, value) =>
      Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
    switch (part.t) {
      case 'null': return null;
      case 'boolean': case 'string': return part.v;
      case 'number': return Number(part.v);
      case 'bigint': return BigInt(part.v);
      case 'object': {
        const object = keep({});
        for (const [key, value] of part.e) entry(object, key, build(value));
        return object;
      }
      case 'array': {
        const array = keep([]);
        array.length = part.n;
        for (const [key, value] of part.e) entry(array, key, build(value));
        return array;
      }
      case 'map': {
        const map = keep(new Map());
        for (const [key, value] of part.e) map.set(build(key), build(value));
        return map;
      }
      case 'set': {
        const set = keep(new Set());
        for (const value of part.e) set.add(build(value));
        return set;
      }
      case 'date': return keep(new Date(part.v === null ? NaN : part.v));
      case 'regexp': return keep(new RegExp(part.v, part.f));
      case 'error': {
        const kinds = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
        return keep(new (kinds[part.c] || Error)(part.v));
      }
      case 'boxed': return keep(Object(build(part.v)));
      case 'buffer': return keep(bytes(part).buffer);
      case 'view': {
        const kinds = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
          Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
          Float16Array: globalThis.Float16Array };
        return keep(new (kinds[part.c] || Uint8Array)(bytes(part).buffer));
      }
      case 'blob': return keep(part.name === undefined
        ? new Blob([bytes(part)], { type: part.m })
        : new File([bytes(part)], part.name, { type: part.m, lastModified: part.modified }));
      case 'ref': return made.get(part.id);
      default: return undefined;
    }
  };
  return build(tree);
}
`;
