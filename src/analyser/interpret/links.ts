import { parseUrl } from '../pure/origin.ts';
import { type Node, unwrap } from '../syntax/node.ts';
import type { PropertyValue } from '../syntax/script-index.ts';
import {
	constant,
	type FunctionValue,
	isConstant,
	OPAQUE,
	ORIGIN,
	PICKED,
	type Term,
	type Value,
} from '../value/value.ts';
import { type Machine, Thrown } from './machine.ts';

/** Parts of the address that an origin is. */
export const IN_EVERY_ORIGIN: Record<string, string | undefined> = {
	pathname: '/',
	search: '',
	hash: '',
	username: '',
	password: '',
};

const PARTS = /^(href|origin|protocol|host|hostname|port|pathname|search|hash)$/;

/** A link element that the script makes, as old code does to take addresses apart; undefined for other elements. */
export function newLink(m: Machine, tag: Value | undefined, site: Node): Value | undefined {
	if (tag?.t !== 'constant' || !/^a(rea)?$/i.test(String(tag.value)) || m.run.static) return undefined;
	const symbol = { name: 'document.createElement()', kind: 'result' as const, node: site };
	return m.values.term('link', [constant(m.run.links++)], OPAQUE, symbol);
}

/** Whether a value is the sender's origin, as a text of some form, or a whole address. */
export function isAddress(value: Value): boolean {
	if (value.t === 'constant') return typeof value.value === 'string' && parseUrl(value.value) !== undefined;
	return value.t === 'term' && (value.deps & ORIGIN) !== 0 && (value.deps & ~(ORIGIN | PICKED)) === 0;
}

const NAMED = ['protocol', 'hostname', 'port', 'pathname', 'host'];
/** Addresses that tell a right parser from a wrong one. */
const TRIALS = ['https://a.partner.test:8443', 'http://partner.test', 'https://b.test/x/y.html?z=//c.test#w'];
const TRIED = ['protocol', 'hostname', 'host'] as const;
const takingApart = new WeakMap<Node, boolean>();

/**
 * Whether a constructor of the script takes addresses apart as browsers do: it names their parts so, and tried on some
 * before any message it is not seen to go wrong.
 */
export function takesApart(m: Machine, made: FunctionValue, site: Node): boolean {
	const { node } = made;
	const known = takingApart.get(node);
	if (known !== undefined) return known;
	// One that makes another of its kind is followed meanwhile.
	takingApart.set(node, false);
	const text = m.fullText(node);
	const isNamed = NAMED.every((name) => new RegExp(`[.'"]${name}\\b`).test(text));
	const answer = isNamed && TRIALS.every((one) => !goesWrong(m, made, one, site));
	takingApart.set(node, answer);
	return answer;
}

function goesWrong(m: Machine, made: FunctionValue, address: string, site: Node): boolean {
	const parts = parseUrl(address);
	const object = m.apart(() => m.construct(made, [constant(address)], site, 'used'));
	return TRIED.some((name) => {
		const part = object && m.apart(() => m.get(object, constant(name), site));
		return part?.t === 'constant' && part.value !== parts?.[name];
	});
}

/** Reads a part of the address that such an element was given; undefined for other properties. */
export function partOfLink(m: Machine, link: Term, name: string, site: Node): Value | undefined {
	if (!PARTS.test(name)) return undefined;
	if (link.symbol?.name === 'document.createElement()' && link.op === 'result') {
		// One that was made before any message came has the address that the script gives one.
		const [only, ...more] = addressesOf(m, link) ?? m.propertyValues(link, 'href');
		return only && more.length === 0
			? m.get(m.values.term('link-url', [only]), constant(name), site)
			: undefined;
	}
	if (link.op === 'result') {
		// Code that is not known and takes an address apart names the parts as the browser does.
		const [, address, ...more] = link.args;
		// What is looked up by an origin may have a port or hash of its own.
		const isParts =
			isMadeByNew(link) || (/^(href|origin|protocol|host|hostname)$/.test(name) && !isLookUp(link));
		return isParts && address && isAddress(address) && more.every(({ t }) => t === 'constant')
			? m.get(m.values.term('link-url', [address]), constant(name), site)
			: undefined;
	}
	if (link.op !== 'link') return undefined;
	const address = m.run.properties.get(m.values, link, constant('href'));
	// What is no whole address is taken for one of the page's own.
	return address && m.get(m.values.term('link-url', [address]), constant(name), site);
}

/** What the script gives the `href` of an element that it keeps in a variable; undefined where it keeps none there. */
function addressesOf(m: Machine, { symbol }: Term): Value[] | undefined {
	const isIt = ({ object, scope }: PropertyValue): boolean => {
		const kept = object?.type === 'Identifier' ? scope.definition(object.name)?.value : undefined;
		return kept !== undefined && unwrap(kept) === symbol?.node;
	};
	const given = (m.index.propertyValues.get('href') ?? []).filter(isIt);
	return given.length > 0 ? given.map(({ node, scope }) => m.evaluateStatic(node, scope)) : undefined;
}

/** Whether it is the answer of a table's `get`. */
function isLookUp({ symbol }: Term): boolean {
	return /\.get\(\)$/.test(symbol?.name ?? '');
}

/** Whether a value is what `new` gave, and not what a method of that gave. */
export function isMadeByNew({ op, symbol }: Term): boolean {
	return (op === 'result' || op === 'symbol') && /^new [^(]*\(\)$/.test(symbol?.name ?? '');
}

/** Whether it is the address of the sending window. */
function isAddressOfSender({ op, args: [object, key] }: Term): boolean {
	return (
		op === 'get' &&
		object?.t === 'term' &&
		object.op === 'source' &&
		key !== undefined &&
		isConstant(key, 'location')
	);
}

/**
 * Reads a part of the sending window's address: a window of another origin refuses that by an exception. Undefined for
 * other properties.
 */
export function partOfSender(m: Machine, location: Term, name: string, site: Node): Value | undefined {
	if (m.run.static || !PARTS.test(name) || !isAddressOfSender(location)) return undefined;
	const own = m.global('location.origin');
	const isOwn = m.values.term('===', [m.values.term('origin', [], ORIGIN), own]);
	if (!m.test(isOwn, site))
		throw new Thrown(m.values.symbol({ name: 'error', kind: 'result', node: site }, OPAQUE));
	return name === 'origin' ? own : undefined;
}
