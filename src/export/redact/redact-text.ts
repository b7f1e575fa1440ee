import { readBase64 } from '../../decode/bytes/base64.ts';
import { isReadable, readUtf8, showUtf8 } from '../../decode/bytes/utf8.ts';
import { isSecretName, REDACTED, SECRET_NAME } from './secret-names.ts';
import { isQuoteAt, isTextEnd, type Notation, valueSpan } from './value-end.ts';

/** Makes what is put in the place of a secret. */
type Mask = (secret: string) => string;
const marker: Mask = () => REDACTED;
/** Keeps the length, so that places in the text stay true. */
const stars: Mask = (secret) => '*'.repeat(secret.length);

/** Credentials that are known by their looks; what the first group matches stays. */
const SHAPES: readonly RegExp[] = [
	/()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
	/((?:bearer|negotiate)(?:\s|%20|\+)+)[\w.~+/=-]{6,}/gi,
	/([Bb]asic(?:\s|%20|\+)+)(?=\S{0,200}[\dA-Z=])[\w+/-]{6,}={0,2}/g,
	/(bearer\.authorization\.k8s\.io\.)[\w-]+/gi,
	/(\/\/)[^\s/?#@"'<>\\`]+(?=@)/g,
	/([?&#]code=)[^\s&#"'<>\\]{6,}/gi,
	/((?:%(?:25){0,3}(?:3F|26|23)|\\u0026)code(?:=|%(?:25){0,3}3D|\\+u003d))[^\s&#"'<>\\%]{6,}/gi,
	/()(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}|hf_\w{20,})/g,
	/()(?:[rsp]k_(?:live|test)_\w{12,}|sk-[\w-]{20,}|whsec_\w{16,}|SG\.[\w-]{16,}\.[\w-]{16,})/g,
	/()(?:(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{16,}|xox[abeoprs]-[\w-]{10,})/g,
	/()(?:GOCSPX-[\w-]{16,}|xapp-\d-[\w-]{10,}|sq0(?:atp|csp)-[\w-]{16,}|\bEAA[A-Za-z\d]{40,})/g,
	/()\b(?:dop_v1_[\da-f]{64}|shp(?:at|ca|pa|ss)_[\da-f]{32}|key-[\da-f]{32}|SK[\da-f]{32})\b/gi,
	/(\b\d{8,10}:)AA[\w-]{33}/g,
	/(hooks\.slack\.com\/services\/)[\w/]{20,}/g,
];
/** JSON Web Tokens and the like; a run without a dot is matched too, lest each of its parts is tried. */
const TOKEN = /eyJ[\w-]*(?:\.[\w-]*){0,4}/g;
/** JSON objects in base64, as tokens and some payloads have them. */
const BASE64_OBJECT = /eyJ[\w+/-]{12,}={0,2}/g;
/** What may be base64 of anything; it mixes cases. */
const BASE64 = /[\w+/-]{16,}={0,2}/g;
/** Texts of elements of XML, by their names. */
const ELEMENT = /(<([\w.:-]{1,80})(?:\s[^<>]{0,1000})?>)([^<]+)(?=<\\*\/)/g;
/** Objects of JSON without others in them, to any depth of quoting. */
const FLAT_OBJECT = /\{[^{}]{0,4000}\}/g;
const NAMING = /["'](?:name|key|header|field)\\*["']\s*:\s*\\*["']([^"'\\]{1,80})/gi;
const HOLDING = /["'](?:value|val|content)\\*["']\s*:\s*/gi;

/** A name, what stands between it and its value (its own closing quote first), in one of the usual notations. */
const NAMED = new RegExp(
	`(${SECRET_NAME})((\\\\*["'])?\\s*(?:=>|[:=]|%(?:25){0,3}3[DA]|\\\\+u003[da]|\\\\*["']\\s*,\\s*\\\\*["'](?:value|val)\\\\*["']\\s*:)[^\\S\\r\\n]*|\\\\*["']\\s*,\\s*(?=\\\\*["']))`,
	'gi',
);
const HEADER = /^(?:proxy-)?(?:authorization|cookie)|^cookie/i;
const HARMLESS = /^(?:true|false|null|undefined|none)?$/i;
/** The name stands in the query or fragment of an address. */
const IN_ADDRESS = /[?&#][\w-]*$/;

/** The text without what looks like or is called a credential. Leaves everything else as it is, also JSON's validity. */
export function redactText(text: string): string {
	return redact(text, marker, false);
}

/** A script without the credentials in its literals, each character of which becomes a star. */
export function redactCode(source: string): string {
	return redact(source, stars, true);
}

function redact(text: string, mask: Mask, isCode: boolean): string {
	// First: what looks like a name in base64 is none, and would spoil what it is part of.
	let out = text.replace(TOKEN, (whole) => (/^.{11,}?\../.test(whole) ? mask(whole) : whole));
	out = out.replace(BASE64_OBJECT, (whole) => (hides(whole, showUtf8) ? mask(whole) : whole));
	out = out.replace(BASE64, (whole) =>
		/[A-Z]/.test(whole) && /[a-z]/.test(whole) && hides(whole, readableUtf8) ? mask(whole) : whole,
	);
	out = redactNamed(out, mask, isCode);
	if (!isCode) out = redactFields(redactElements(out, mask), mask);
	for (const shape of SHAPES) {
		out = out.replace(shape, (whole: string, kept: string) => kept + mask(whole.slice(kept.length)));
	}
	return out;
}

function redactNamed(text: string, mask: Mask, isCode: boolean): string {
	let out = '';
	let done = 0;
	NAMED.lastIndex = 0;
	for (let found = NAMED.exec(text); found; found = NAMED.exec(text)) {
		const [whole, name = '', gap = '', nameQuote = ''] = found;
		const at = found.index + whole.length;
		const isInAddress =
			!gap.includes(':') &&
			!isQuoteAt(text, at) &&
			IN_ADDRESS.test(text.slice(Math.max(0, found.index - 40), found.index));
		// What is no value must not be looked through to its end: in a hostile text there are many.
		if (
			(isCode && !isInAddress && !isLiteral(text, at, name, gap)) ||
			(nameQuote === '' && !gap.includes(',') && isTextEnd(text, at, isCode))
		) {
			NAMED.lastIndex = at;
			continue;
		}
		const isHeader = gap.includes(':') && nameQuote === '' && HEADER.test(name) && !isCode;
		const notation: Notation = isInAddress ? 'address' : isHeader ? 'header' : 'plain';
		const { from, to, quote } = valueSpan(text, at, notation);
		const value = text.slice(from, to);
		NAMED.lastIndex = Math.max(at, to);
		if (HARMLESS.test(value) || value === REDACTED) continue;
		// What follows in a list of names and values is a value; what a colon follows is the next name.
		if (gap.includes(',') && isKey(text, to)) {
			NAMED.lastIndex = at;
			continue;
		}
		// A number or object of JSON becomes a string of JSON.
		const added = quote === '' ? nameQuote : '';
		out += text.slice(done, from) + added + mask(value) + added;
		done = to;
	}
	return out + text.slice(done);
}

const KEY_END = /\\*["']\s*:/y;

function isKey(text: string, at: number): boolean {
	KEY_END.lastIndex = at;
	return KEY_END.test(text);
}

/** Texts of elements that are called a credential. */
function redactElements(text: string, mask: Mask): string {
	return text.replace(ELEMENT, (whole: string, tag: string, name: string, content: string) =>
		isSecretName(name) && !HARMLESS.test(content.trim()) ? tag + mask(content) : whole,
	);
}

/** Values of fields of lists, wherever in the object the name of the field stands. */
function redactFields(text: string, mask: Mask): string {
	return text.replace(FLAT_OBJECT, (object) =>
		[...object.matchAll(NAMING)].some(([, name = '']) => isSecretName(name))
			? withoutHeld(object, mask)
			: object,
	);
}

function withoutHeld(object: string, mask: Mask): string {
	let out = '';
	let done = 0;
	for (const { 0: whole, index } of object.matchAll(HOLDING)) {
		const { from, to, quote } = valueSpan(object, index + whole.length, 'plain');
		const value = object.slice(from, to);
		if (from < done || HARMLESS.test(value) || value === REDACTED) continue;
		const added = quote === '' ? (/\\*["']$/.exec(whole.replace(/\s*:\s*$/, ''))?.[0] ?? '') : '';
		out += object.slice(done, from) + added + mask(value) + added;
		done = to;
	}
	return out + object.slice(done);
}

/** In a script only literals are secrets; everything else is the program. */
function isLiteral(source: string, at: number, name: string, gap: string): boolean {
	return isQuoteAt(source, at) && (!gap.includes(',') || HEADER.test(name));
}

function hides(encoded: string, read: (bytes: Uint8Array) => string | undefined): boolean {
	const bytes = readBase64(encoded);
	const text = bytes && read(bytes);
	return text !== undefined && redactText(text) !== text;
}

function readableUtf8(bytes: Uint8Array): string | undefined {
	const text = readUtf8(bytes);
	return text !== undefined && isReadable(text) ? text : undefined;
}
