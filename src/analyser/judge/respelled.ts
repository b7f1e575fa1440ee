import { fromBase64 } from '../pure/base64.ts';
import { isConstant, ORIGIN, type Term } from '../value/value.ts';

/** Ways to write a text otherwise that a predicate uses, and whether it counts characters of the origin. */
export interface Respellings {
	base64: boolean;
	percent: boolean;
	reversed: boolean;
	counted: boolean;
	sorted: boolean;
}

/** Notes what an operation does to texts. */
export function noteRespelling(found: Respellings, { op, args, deps }: Term): void {
	if (op === 'fn:btoa' || op === 'fn:atob') found.base64 = true;
	else if (/^fn:(encode|decode)URI|^fn:(un)?escape$/.test(op)) found.percent = true;
	const [, key] = args;
	if (!key || !(deps & ORIGIN)) return;
	if (op === 'get' && isConstant(key, 'length')) found.counted = true;
	if (op === 'call' && isConstant(key, 'sort')) found.sorted = true;
	if (op === 'call' && (isConstant(key, 'reverse') || isConstant(key, 'toReversed'))) found.reversed = true;
}

/** What texts that are written in those ways stand for. */
export function originalsOf(text: string, { base64, percent, reversed, sorted }: Respellings): string[] {
	const found: string[] = [];
	if (base64 && /^[\w+/-]{8,400}={0,2}$/.test(text)) found.push(fromBase64(text) ?? '');
	if (percent && text.includes('%')) found.push(unescaped(text));
	if (reversed) found.push([...text].reverse().join(''));
	if (sorted && /^[-\d]*\.[\d/]*\/\/[\d]*:/.test(text)) found.push(madeOf(text));
	return found.filter((one) => /^[\w.:/-]{3,300}$/.test(one));
}

/** An origin that has those characters. */
function madeOf(characters: string): string {
	const scheme = characters.replaceAll(/[^s]/g, '').length > 0 ? 'https://' : 'http://';
	let rest = characters;
	for (const one of `${scheme}.`) rest = rest.replace(one, '');
	return `${scheme}${rest.slice(0, -3)}.${rest.slice(-3)}`;
}

function unescaped(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}

/** Origins of strangers with as many characters as an origin that is meant, and one with the very same ones. */
export function asLongAs(origin: string): string[] {
	const scheme = /^https?:\/\//.exec(origin)?.[0];
	if (!scheme) return [];
	const host = origin.slice(scheme.length).replace(/[/?#].*$/, '');
	const fill = host.length - '.test'.length;
	const filled = fill > 0 && fill < 64 ? [`${scheme}${'x'.repeat(fill)}.test`] : [];
	return [...filled, `${scheme}${exchanged(host)}`];
}

/** A name with two letters in each other's place. */
const exchanged = (host: string): string => host.replace(/([a-z])((?!\1)[a-z])(?=[a-z]*\.?[a-z]*$)/, '$2$1');
