import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';

/** An element; `children` holds elements and text in document order. */
export type XmlElement = DecodedObject & {
	name: string;
	attributes: { [name: string]: string };
	children: DecodedValue[];
};

const token =
	/<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!(?!--|\[CDATA\[)[^>]*>|<\/([^\s>]+)\s*>|<([A-Za-z_][^\s/>]*)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads elements leniently; `error` says where reading stopped or what was left open. */
export function readXml(text: string): { roots: (string | XmlElement)[]; error?: string } {
	const roots: (string | XmlElement)[] = [];
	const open: XmlElement[] = [];
	const add = (node: string | XmlElement): void => {
		const parent = open.at(-1);
		if (parent) parent.children.push(node);
		else roots.push(node);
	};
	token.lastIndex = 0;
	let nodes = 0;
	while (token.lastIndex < text.length) {
		const at = token.lastIndex;
		const found = token.exec(text);
		if (!found) return { roots, error: `Not XML from character ${at + 1}` };
		const [, cdata, closing, name, attributes, empty, words] = found;
		if (++nodes > limits.nodes) return { roots, error: `Only the first ${limits.nodes} nodes were read` };
		if (cdata !== undefined) add(cdata);
		else if (closing !== undefined) {
			if (open.at(-1)?.name !== closing)
				return { roots, error: `</${closing}> closes nothing at character ${at + 1}` };
			open.pop();
		} else if (name !== undefined) {
			const element = elementOf(name, attributes ?? '');
			add(element);
			if (empty !== '/') open.push(element);
			if (open.length > limits.valueDepth) return { roots, error: `Nested deeper than ${limits.valueDepth}` };
		} else if (words !== undefined && words.trim() !== '') add(unescapeXml(words));
	}
	const left = open.at(-1);
	return left ? { roots, error: `<${left.name}> is not closed` } : { roots };
}

function elementOf(name: string, source: string): XmlElement {
	const attributes = Object.fromEntries(
		Array.from(source.matchAll(attribute), ([, key = '', double, single]) => [
			key,
			unescapeXml(double ?? single ?? ''),
		]),
	);
	return { name, attributes, children: [] };
}

const named: { [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
	return text.replace(
		/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g,
		(whole, name, decimal, hex) => {
			if (name !== undefined) return named[String(name)] ?? whole;
			const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
			return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
		},
	);
}
