import { parseUrl, resolveUrl } from '../pure/origin.ts';
import { originPattern } from '../pure/url-pattern.ts';
import type { Node } from '../syntax/node.ts';
import { toConcrete } from '../value/concrete-value.ts';
import { constant, DATA, depsOf, EVENT, OPAQUE, UNDEFINED, type Value } from '../value/value.ts';
import { makesErrors } from './errors.ts';
import { instantiate } from './invoke.ts';
import { isAddress, takesApart } from './links.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { newPromise } from './promises.ts';
import { sinkOfConstructor } from './sinks.ts';
import { mayThrow } from './throwing.ts';

/** Evaluates `new`. */
export function construct(m: Machine, callee: Value, args: Value[], site: Node, fate: Fate): Value {
	const [first] = args;
	const isParsed = callee.t === 'function' && first && isAddress(first) && takesApart(m, callee, site);
	if (callee.t === 'function' && !isParsed) {
		if (m.run.active.length > 14)
			return m.values.symbol(
				{ name: 'new', kind: 'result' },
				args.reduce((all, one) => all | depsOf(one), OPAQUE),
			);
		return instantiate(m, callee, args, site, fate);
	}
	const name = callee.t === 'term' ? (callee.symbol?.name ?? '') : '';
	if (callee.t === 'term' && callee.symbol?.kind === 'global') {
		const made = builtin(m, name, args, site);
		if (made) return made;
	}
	let deps = 0;
	for (const one of args) deps |= depsOf(one);
	const kind = sinkOfConstructor(name);
	if (kind !== 'call' && deps & DATA) m.run.use(kind, site, { tainted: true });
	else if (
		deps & (DATA | EVENT) &&
		!/^(Date|Blob|File|Event|CustomEvent|MessageEvent|KeyboardEvent|Number|String|Uint8Array|ArrayBuffer|DataView|TextDecoder|TextEncoder)$|Error$/.test(
			name,
		)
	) {
		m.run.use('call', site, { tainted: true, soft: true, delegated: (deps & EVENT) !== 0 });
	}
	if (!makesErrors(callee)) deps |= OPAQUE;
	return m.values.term('result', [callee, ...args.filter((one) => one.t !== 'function')], deps, {
		name: `new ${name}()`,
		kind: 'result',
		node: site,
		...(args.some((one) => one.t === 'function')
			? { wraps: args.filter((one) => one.t === 'function') }
			: {}),
	});
}

/** A pattern of addresses as one of origins, which is all that a message has. */
function urlPattern([first, ...more]: readonly Value[], node: Node): Value | undefined {
	if (!first || more.some((one) => one.t !== 'object')) return undefined;
	const part = (name: string) => {
		const value = first.t === 'object' ? first.props.get(name) : undefined;
		return value?.t === 'constant' ? { [name]: String(value.value) } : {};
	};
	const isText = first.t === 'constant' && typeof first.value === 'string';
	const isWritten =
		first.t === 'object' && !first.open && [...first.props.values()].every(({ t }) => t === 'constant');
	if (!isText && !isWritten) return undefined;
	const text = isText ? String(first.value) : { ...part('protocol'), ...part('hostname'), ...part('port') };
	const source = originPattern(text);
	return source === undefined ? undefined : { t: 'regex', source, flags: '', node, shared: false };
}

function builtin(m: Machine, name: string, args: Value[], site: Node): Value | undefined {
	const first = args[0];
	switch (name) {
		case 'URL':
			return url(m, args, site);
		case 'RegExp':
			return regex(m, args);
		case 'URLPattern':
			return urlPattern(args, site);
		case 'Set': {
			const set = m.values.object('set', !m.run.static);
			// An empty one of the script's own is one to be filled later.
			set.open = m.run.static && !first;
			if (first?.t === 'object') set.items.push(...first.items);
			if (first && (first.t === 'term' || (first.t === 'object' && first.open))) {
				return first.t === 'term'
					? m.values.symbol(
							{ name: first.symbol?.name ?? 'Set', kind: 'result', node: site },
							first.deps | OPAQUE,
						)
					: set;
			}
			return set;
		}
		case 'Map': {
			const map = m.values.object('map', !m.run.static);
			if (first?.t === 'object') {
				for (const one of first.items) {
					if (one.t === 'object' && one.items[0]) map.entries.push([one.items[0], one.items[1] ?? UNDEFINED]);
				}
			} else if (first?.t === 'term') map.open = true;
			return map.entries.length === 0 && m.run.static
				? m.values.symbol({ name: `Map@${site.start}`, kind: 'result', node: site }, OPAQUE)
				: map;
		}
		case 'WeakMap':
		case 'WeakSet':
			return m.values.symbol({ name: `${name}@${site.start}`, kind: 'result', node: site }, OPAQUE);
		case 'Promise':
			return newPromise(m, first, site);
		case 'Uint8Array':
		case 'Uint16Array':
		case 'Uint32Array':
			return typedArray(m, first);
		case 'Array':
			return m.values.object(
				'array',
				!m.run.static,
				first?.t === 'constant' && typeof first.value === 'number' ? [] : [...args],
			);
		case 'Object':
			return m.values.object('object', !m.run.static);
		case 'String':
			return first ?? constant('');
		default:
			return undefined;
	}
}

/** Evaluates `new URL(text, base)`; throws as it does. */
export function url(m: Machine, args: Value[], site: Node): Value {
	const [text = UNDEFINED, base] = args.map(addressOf);
	const concrete = toConcrete(text);
	const from = base && toConcrete(base);
	const isWhole = !base || (typeof concrete === 'string' && parseUrl(concrete) !== undefined);
	if (typeof concrete === 'string' && (isWhole || typeof from === 'string')) {
		const parsed = typeof from === 'string' ? resolveUrl(concrete, from) : parseUrl(concrete);
		if (!parsed) throw new Thrown(m.values.symbol({ name: 'TypeError', kind: 'result' }, OPAQUE));
		const object = m.values.object('object', !m.run.static);
		for (const [key, value] of Object.entries(parsed)) object.props.set(key, constant(value));
		object.props.set('searchParams', m.values.symbol({ name: 'searchParams', kind: 'result' }, OPAQUE));
		return object;
	}
	const given = base ? [text, base] : [text];
	if (depsOf(text)) mayThrow(m, 'URL', given, site);
	return m.values.term('url', given);
}

/** A URL that was made before is given as its address. */
const addressOf = (value: Value): Value =>
	(value.t === 'object' && value.kind === 'object' && value.props.get('href')) || value;

/** Evaluates `RegExp(source, flags)`. */
export function regex(m: Machine, args: Value[]): Value {
	const [first = UNDEFINED, flags] = args;
	if (first.t === 'regex')
		return { ...first, flags: flags?.t === 'constant' ? String(flags.value ?? '') : first.flags };
	const source = toConcrete(first);
	if (typeof source === 'string') {
		return {
			t: 'regex',
			source,
			flags: flags?.t === 'constant' ? String(flags.value ?? '') : '',
			shared: m.run.static,
		};
	}
	return m.values.term('regex', [first, flags ?? constant('')]);
}

/** Bytes that are not known; undefined where they are made from something. */
function typedArray(m: Machine, from: Value | undefined): Value | undefined {
	if (from && (from.t !== 'constant' || typeof from.value !== 'number')) return undefined;
	const array = m.values.object('array', !m.run.static);
	array.open = true;
	return array;
}
