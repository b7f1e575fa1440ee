import { readBase64 } from '../../decode/bytes/base64.ts';
import { showUtf8 } from '../../decode/bytes/utf8.ts';
import { REDACTED, SECRET_NAME } from './secret-names.ts';
import { valueSpan } from './value-end.ts';

/** Makes what is put in the place of a secret. */
type Mask = (secret: string) => string;
const marker: Mask = () => REDACTED;
/** Keeps the length, so that places in the text stay true. */
const stars: Mask = (secret) => '*'.repeat(secret.length);

/** Credentials that are known by their looks; what the first group matches stays. */
const SHAPES: readonly RegExp[] = [
	/()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
	/((?:bearer|negotiate)(?:\s|%20|\+)+)[\w.~+/=-]{6,}/gi,
	/([Bb]asic(?:\s|%20|\+)+)(?=\S*[\dA-Z=])[\w+/-]{6,}={0,2}/g,
	/(bearer\.authorization\.k8s\.io\.)[\w-]+/gi,
	/(\/\/)[^\s/?#@"'<>\\`]+(?=@)/g,
	/([?&#]code=)[^\s&#"'<>\\]{6,}/gi,
	/()(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}|hf_\w{20,})/g,
	/()(?:[rsp]k_(?:live|test)_\w{12,}|sk-[\w-]{20,}|whsec_\w{16,}|SG\.[\w-]{16,}\.[\w-]{16,})/g,
	/()(?:(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{35}|ya29\.[\w-]{16,}|xox[abeoprs]-[\w-]{10,})/g,
];
/** JSON Web Tokens and the like; a run without a dot is matched too, lest each of its parts is tried. */
const TOKEN = /eyJ[\w-]*(?:\.[\w-]*){0,4}/g;
/** JSON objects in base64, as tokens and some payloads have them. */
const BASE64_OBJECT = /eyJ[\w+/-]{12,}={0,2}/g;

/** A name, what stands between it and its value (its own closing quote first), in one of the usual notations. */
const NAMED = new RegExp(
	`(${SECRET_NAME})((\\\\*["'])?\\s*(?:=>|[:=]|%3D|%3A|\\\\*["']\\s*,\\s*\\\\*["'](?:value|val)\\\\*["']\\s*:)[^\\S\\r\\n]*|\\\\*["']\\s*,\\s*(?=\\\\*["']))`,
	'gi',
);
const HEADER = /^(?:proxy-)?(?:authorization|cookie)|^cookie/i;
const HARMLESS = /^(?:true|false|null|undefined|none)?$/i;
const LITERAL = /["'`]$/;
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

/** The text with a star for each character of a credential. */
export function starText(text: string): string {
	return redact(text, stars, false);
}

function redact(text: string, mask: Mask, isCode: boolean): string {
	// First: what looks like a name in base64 is none, and would spoil what it is part of.
	let out = text.replace(TOKEN, (whole) => (/^.{11,}?\../.test(whole) ? mask(whole) : whole));
	out = out.replace(BASE64_OBJECT, (whole) => (hides(whole) ? mask(whole) : whole));
	out = redactNamed(out, mask, isCode);
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
		const toLineEnd = gap.includes(':') && nameQuote === '' && HEADER.test(name) && !isCode;
		const { from, to, quote } = valueSpan(text, at, toLineEnd);
		const value = text.slice(from, to);
		NAMED.lastIndex = Math.max(at, to);
		if (HARMLESS.test(value) || value === REDACTED) continue;
		if (isCode && !isLiteral(text, found.index, name, gap, quote)) {
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

/** In a script only literals are secrets; everything else is the program. */
function isLiteral(source: string, at: number, name: string, gap: string, quote: string): boolean {
	if (gap.includes(',')) return HEADER.test(name) && LITERAL.test(quote);
	return LITERAL.test(quote) || IN_ADDRESS.test(source.slice(Math.max(0, at - 40), at));
}

function hides(encoded: string): boolean {
	const bytes = readBase64(encoded.replaceAll('+', '-').replaceAll('/', '_'));
	if (!bytes) return false;
	const text = showUtf8(bytes);
	return redactText(text) !== text;
}
