import {
	type Concrete,
	type ConcreteRegex,
	joined,
	LONGEST_LIST,
	LONGEST_TEXT,
	toText,
	UNKNOWN,
	WouldThrow,
} from './concrete.ts';
import { applyBinary } from './operators.ts';
import { execRegex, filledIn, replaceRegex, splitRegex } from './regex-methods.ts';

/** Calls a method of a known value; UNKNOWN when the method or an argument is not known. */
export function applyMethod(receiver: Concrete, name: string, args: readonly Concrete[]): Concrete {
	if (receiver === UNKNOWN) return UNKNOWN;
	if (receiver === null || receiver === undefined) throw new WouldThrow(`${name} of nothing`);
	if (typeof receiver === 'string') return stringMethod(receiver, name, args);
	if (Array.isArray(receiver)) return arrayMethod(receiver, name, args);
	if (typeof receiver !== 'object') return name === 'toString' ? String(receiver) : UNKNOWN;
	switch (receiver.kind) {
		case 'regex':
			if (name === 'test' || name === 'exec') return regexMethod(receiver, name, args[0]);
			return UNKNOWN;
		case 'set':
			if (name === 'values' || name === 'keys') return [...receiver.items];
			return name === 'has' ? arrayMethod(receiver.items, 'includes', args) : UNKNOWN;
		case 'map':
			return mapMethod(receiver.entries, name, args[0]);
		case 'object':
			return name === 'hasOwnProperty' ? applyBinary('in', args[0] ?? undefined, receiver) : UNKNOWN;
		case 'url':
			return name === 'toString' ? receiver.url.href : UNKNOWN;
		case 'opaque':
			return opaqueMethod(receiver.text, name, args);
		default:
			return UNKNOWN;
	}
}

/** Membership tests of an unknown collection hold exactly for the trusted text; as a text it is that text. */
function opaqueMethod(text: string, name: string, args: readonly Concrete[]): Concrete {
	const same = applyBinary('===', args[0], text);
	switch (name) {
		case 'includes':
		case 'has':
		case 'contains':
		case 'test':
		case 'some':
		case 'hasOwnProperty':
		case 'every':
			return same;
		case 'indexOf':
		case 'findIndex':
			return same === UNKNOWN ? UNKNOWN : same ? 0 : -1;
		case 'get':
		case 'exec':
		case 'find':
			return same === UNKNOWN ? UNKNOWN : same ? { kind: 'opaque', text } : undefined;
		default: {
			const answer = stringMethod(text, name, args);
			// What the script cuts the last sign off ends, as addresses do, with the slash that origins lack.
			return answer !== '' && answer === text.slice(0, -1) && !text.endsWith('/') ? text : answer;
		}
	}
}

function mapMethod(entries: readonly [Concrete, Concrete][], name: string, key: Concrete): Concrete {
	if (name === 'keys') return entries.map(([one]) => one);
	if (name === 'values') return entries.map(([, one]) => one);
	if (name === 'entries') return entries.map((one): Concrete[] => [...one]);
	if (name !== 'get' && name !== 'has') return UNKNOWN;
	let unsure = false;
	for (const [one, value] of entries) {
		const same = applyBinary('===', one, key);
		if (same === true) return name === 'has' ? true : value;
		if (same === UNKNOWN) unsure = true;
	}
	return unsure ? UNKNOWN : name === 'has' ? false : undefined;
}

function regexMethod(regex: ConcreteRegex, name: 'test' | 'exec', subject: Concrete): Concrete {
	const text = toText(subject);
	if (text === UNKNOWN) return UNKNOWN;
	const found = execRegex(regex, text, regex.lastIndex);
	if (found === UNKNOWN) return UNKNOWN;
	if (name === 'test') return found !== undefined;
	return found ? found.groups : null;
}

function toInteger(value: Concrete): number | undefined {
	return typeof value === 'number' ? Math.trunc(value) || 0 : undefined;
}

function stringMethod(text: string, name: string, args: readonly Concrete[]): Concrete {
	const first = args[0];
	if (typeof first === 'object' && first !== null && !Array.isArray(first) && first.kind === 'regex') {
		return withRegex(text, name, first, args);
	}
	if (args.some((one) => one === UNKNOWN)) return UNKNOWN;
	const needle = args.length === 0 ? 'undefined' : toText(first);
	const from = toInteger(args[0]);
	const to = args[1] === undefined ? undefined : toInteger(args[1]);
	if (needle === UNKNOWN) return UNKNOWN;
	switch (name) {
		case 'includes':
		case 'contains':
			return text.includes(needle, to);
		case 'indexOf':
			return text.indexOf(needle, to);
		case 'lastIndexOf':
			return text.lastIndexOf(needle, to);
		case 'startsWith':
			return text.startsWith(needle, to);
		case 'endsWith':
			return text.endsWith(needle, to);
		case 'search':
		case 'match':
		case 'matchAll':
			return withRegex(text, name, { kind: 'regex', source: needle, flags: '', lastIndex: 0 }, args);
		case 'slice':
			return text.slice(from, to);
		case 'substring':
			return text.substring(from ?? 0, to);
		case 'substr': {
			const start = (from ?? 0) < 0 ? Math.max(0, text.length + (from ?? 0)) : (from ?? 0);
			return to === undefined ? text.slice(start) : text.slice(start, start + Math.max(0, to));
		}
		case 'split':
			return args.length === 0 ? [text] : text.split(needle, to);
		case 'replace':
		case 'replaceAll': {
			const by = toText(args[1]);
			if (by === UNKNOWN) return UNKNOWN;
			if (name === 'replaceAll') return joined(text.split(needle), by);
			return replaced(text.indexOf(needle), needle, text, by);
		}
		case 'concat': {
			return joined([text, ...args.map(toText)], '');
		}
		case 'toLowerCase':
		case 'toLocaleLowerCase':
			return text.toLowerCase();
		case 'toUpperCase':
		case 'toLocaleUpperCase':
			return text.toUpperCase();
		case 'trim':
			return text.trim();
		case 'trimEnd':
			return text.trimEnd();
		case 'trimStart':
			return text.trimStart();
		case 'toString':
		case 'valueOf':
		case 'normalize':
			return text;
		case 'charAt':
			return text.charAt(from ?? 0);
		case 'charCodeAt':
			return text.charCodeAt(from ?? 0);
		case 'at':
			return text.at(from ?? 0);
		case 'localeCompare':
			return text.localeCompare(needle, 'en');
		case 'padEnd':
		case 'padStart': {
			const filling = args.length > 1 ? toText(args[1]) : ' ';
			if (filling === UNKNOWN || (from ?? 0) > LONGEST_TEXT) return UNKNOWN;
			return name === 'padEnd' ? text.padEnd(from ?? 0, filling) : text.padStart(from ?? 0, filling);
		}
		case 'repeat':
			return UNKNOWN;
		default:
			return UNKNOWN;
	}
}

/** `text.replace(needle, by)`, where the needle was found at `at`. */
function replaced(at: number, needle: string, text: string, by: string): Concrete {
	if (at < 0) return text;
	return joined([text.slice(0, at), filledIn(by, [needle]), text.slice(at + needle.length)], '');
}

function withRegex(text: string, name: string, regex: ConcreteRegex, args: readonly Concrete[]): Concrete {
	switch (name) {
		case 'match': {
			const found = execRegex(regex, text, 0);
			if (found === UNKNOWN) return UNKNOWN;
			return found ? found.groups : null;
		}
		case 'search': {
			const found = execRegex(regex, text, 0);
			if (found === UNKNOWN) return UNKNOWN;
			return found ? found.index : -1;
		}
		case 'replace':
		case 'replaceAll': {
			const by = toText(args[1]);
			return by === UNKNOWN ? UNKNOWN : replaceRegex(regex, text, by);
		}
		case 'split':
			return splitRegex(regex, text);
		default:
			return UNKNOWN;
	}
}

function arrayMethod(items: readonly Concrete[], name: string, args: readonly Concrete[]): Concrete {
	switch (name) {
		case 'includes':
		case 'indexOf':
		case 'lastIndexOf': {
			const at = items.findIndex((one) => applyBinary('===', one, args[0]) === true);
			if (at < 0 && items.some((one) => applyBinary('===', one, args[0]) === UNKNOWN)) return UNKNOWN;
			return name === 'includes' ? at >= 0 : at;
		}
		case 'join': {
			const parts = items.map((one) => (one === null || one === undefined ? '' : toText(one)));
			const glue = args.length === 0 ? ',' : toText(args[0]);
			return glue === UNKNOWN ? UNKNOWN : joined(parts, glue);
		}
		case 'slice':
			return items.slice(toInteger(args[0]), args[1] === undefined ? undefined : toInteger(args[1]));
		case 'pop':
			return items.at(-1);
		case 'shift':
			return items[0];
		case 'at':
			return items.at(toInteger(args[0]) ?? 0);
		case 'reverse':
		case 'toReversed':
			return items.toReversed();
		case 'concat': {
			const all: Concrete[] = [...items];
			for (const one of args) {
				if (Array.isArray(one)) all.push(...one);
				else all.push(one);
			}
			return all.length > LONGEST_LIST ? UNKNOWN : all;
		}
		case 'toString':
			return toText([...items]);
		case 'values':
			return [...items];
		case 'keys':
			return items.map((_, index) => index);
		case 'entries':
			return items.map((one, index): Concrete[] => [index, one]);
		case 'flat': {
			const all: Concrete[] = items.flatMap((one): Concrete[] => (Array.isArray(one) ? one : [one]));
			return all.length > LONGEST_LIST ? UNKNOWN : all;
		}
		case 'sort':
		case 'toSorted':
			return args.length === 0 ? sorted(items) : UNKNOWN;
		default:
			return UNKNOWN;
	}
}

function sorted(items: readonly Concrete[]): Concrete {
	const keyed: { one: Concrete; text: string }[] = [];
	for (const one of items) {
		const text = toText(one);
		if (text === UNKNOWN) return UNKNOWN;
		keyed.push({ one, text });
	}
	return keyed.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ one }) => one);
}
