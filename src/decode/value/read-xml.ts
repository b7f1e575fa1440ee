import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';

/** An element; `children` holds elements and text in document order. */
export type XmlElement = DecodedObject & {
	name: string;
	attributes: { [name: string]: string };
	children: DecodedValue[];
};

const token =
	/<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!(?!--|\[CDATA\[)[^>]*>|<\/([^\s>]+)\s*>|<([A-Za-z_][^\s/>]*)|([^<]+)/y;
const attribute = /\s+([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const tagEnd = /\s*(\/?)>/y;

/** Reads elements leniently; `error` says where reading stopped or what was left open. */
export function readXml(text: string): { roots: (string | XmlElement)[]; error?: string } {
	const roots: (string | XmlElement)[] = [];
	const open: XmlElement[] = [];
	const add = (node: string | XmlElement): void => {
		const parent = open.at(-1);
		if (parent) parent.children.push(node);
		else roots.push(node);
	};
	let nodes = 0;
	for (let at = 0; at < text.length; ) {
		token.lastIndex = at;
		const found = token.exec(text);
		if (!found) return { roots, error: `Not XML from character ${at + 1}` };
		const [whole, cdata, closing, name, words] = found;
		if (++nodes > limits.nodes) return { roots, error: `Only the first ${limits.nodes} nodes were read` };
		const start = at;
		at += whole.length;
		if (cdata !== undefined) add(cdata);
		else if (closing !== undefined) {
			if (open.at(-1)?.name !== closing)
				return { roots, error: `</${closing}> closes nothing at character ${start + 1}` };
			open.pop();
		} else if (name !== undefined) {
			const attributes = attributesFrom(text, at, limits.nodes - nodes);
			nodes += attributes.all.length;
			tagEnd.lastIndex = attributes.end;
			const end = tagEnd.exec(text);
			if (nodes >= limits.nodes) return { roots, error: `Only the first ${limits.nodes} nodes were read` };
			if (!end) return { roots, error: `Not XML from character ${start + 1}` };
			at = tagEnd.lastIndex;
			const element = { name, attributes: Object.fromEntries(attributes.all), children: [] };
			add(element);
			if (end[1] === '') open.push(element);
			if (open.length > limits.valueDepth) return { roots, error: `Nested deeper than ${limits.valueDepth}` };
		} else if (words !== undefined && words.trim() !== '') add(unescapeXml(words));
	}
	const left = open.at(-1);
	return left ? { roots, error: `<${left.name}> is not closed` } : { roots };
}

/** One by one: a pattern that takes them all at once runs out of stack where there are a million. */
function attributesFrom(text: string, at: number, most: number): { all: [string, string][]; end: number } {
	const all: [string, string][] = [];
	let end = at;
	while (all.length < most) {
		attribute.lastIndex = end;
		const found = attribute.exec(text);
		if (!found) break;
		const [, key = '', double, single] = found;
		all.push([key, unescapeXml(double ?? single ?? '')]);
		end = attribute.lastIndex;
	}
	return { all, end };
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
