import type { Node } from '../syntax/node.ts';
import { constant, OPAQUE, type Term, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

const PARTS = /^(href|origin|protocol|host|hostname|port|pathname|search|hash)$/;

/** A link element that the script makes, as old code does to take addresses apart; undefined for other elements. */
export function newLink(m: Machine, tag: Value | undefined, site: Node): Value | undefined {
	if (tag?.t !== 'constant' || !/^a(rea)?$/i.test(String(tag.value)) || m.run.static) return undefined;
	const symbol = { name: 'document.createElement()', kind: 'result' as const, node: site };
	return m.values.term('link', [constant(m.run.links++)], OPAQUE, symbol);
}

/** Reads a part of the address that such an element was given; undefined for other properties. */
export function partOfLink(m: Machine, link: Term, name: string, site: Node): Value | undefined {
	if (!PARTS.test(name)) return undefined;
	if (link.symbol?.name === 'document.createElement()' && link.op === 'result') {
		// One that was made before any message came has the address that the script gives one.
		const [only, ...more] = m.propertyValues(link, 'href');
		return only && more.length === 0
			? m.get(m.values.term('link-url', [only]), constant(name), site)
			: undefined;
	}
	if (link.op !== 'link') return undefined;
	const address = m.run.properties.get(`${m.values.key(link)}.${m.values.key(constant('href'))}`);
	// What is no whole address is taken for one of the page's own.
	return address && m.get(m.values.term('link-url', [address]), constant(name), site);
}
