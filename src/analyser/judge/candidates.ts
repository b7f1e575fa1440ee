import { isOrigin, parseUrl } from '../pure/origin.ts';
import { ofOwnScheme } from '../pure/own-schemes.ts';
import { isPublicSuffix, registrableDomain, sharedHostOf } from '../pure/public-suffixes.ts';
import { type Constants, hostIn } from './constants.ts';
import { anchorsOf, LOOSE_DOT, readingsOf, WILD } from './readings.ts';
import { asLongAs } from './respelled.ts';
import { TRUSTED_TEXTS } from './worlds.ts';

const MOST = 800;
/** Origins that look like nobody. */
export const STRANGERS = [
	'https://attacker.test',
	'http://attacker.test',
	'https://attacker.com',
	'null',
	'https://www.attacker.org',
	'https://attacker.test:8443',
	'https://evil.test',
	'http://evil.test',
];

/** Origins to try against a predicate: strangers, and look-alikes of what it mentions. Most telling first. */
export function candidatesFor(constants: Constants, models: readonly string[]): string[] {
	const all = new Set<string>(STRANGERS);
	const add = (text: string) => {
		if (all.size < MOST && isOrigin(text)) all.add(text);
	};
	for (const text of [...models, ...constants.texts]) lookAlikes(text, add);
	if (constants.respellings.counted || constants.respellings.sorted)
		for (const text of [...models, ...constants.texts]) for (const one of asLongAs(text)) add(one);
	for (const part of constants.removed)
		for (const text of [...models, ...constants.texts]) withPart(text, part, add);
	for (const regex of constants.regexes) patternWords(regex.source, regex.flags, add);
	for (const text of constants.texts)
		if (/[.\\^$*]/.test(text) && text.length < 200) patternWords(text, '', add);
	for (const length of constants.numbers) {
		if (length > 13 && length < 60)
			for (const tail of ['.com', '.test']) add(`https://${'x'.repeat(length - 8 - tail.length)}${tail}`);
	}
	// A part of an origin may be the beginning of another port.
	for (const text of constants.texts) if (/:\d{1,4}$/.test(text)) add(`${text}0`);
	for (const one of joined([...constants.texts])) add(one);
	for (const one of ofLabels([...constants.texts])) add(one);
	const before = [...all];
	for (const port of portsIn(constants))
		for (const one of before) if (!/:\d+$/.test(one)) add(`${one}:${port}`);
	return [...all];
}

/** Origins that begin as one text and end as another: both ends may be asked for. */
function joined(texts: readonly string[]): string[] {
	const starts = texts.filter((one) => /^https?:\/\/[a-z0-9.-]*$/i.test(one)).slice(0, MOST_ENDS);
	const ends = texts.filter((one) => /^[.-][a-z0-9.-]+(:\d+)?$/i.test(one)).slice(0, MOST_ENDS);
	return starts.flatMap((start) => ends.map((end) => `${start}attacker${end}`.toLowerCase()));
}

/** Origins that begin with labels which are compared one by one, in the order in which they are asked for among other words. */
function ofLabels(texts: readonly string[]): string[] {
	const labels = texts.filter((one) => /^[a-z][a-z0-9-]*$/.test(one)).slice(0, MOST_LABELS);
	return labels.flatMap((_, from) =>
		labels
			.slice(from + 1)
			.map((_, more) => `https://${labels.slice(from, from + more + 2).join('.')}.attacker.test`),
	);
}

const MOST_LABELS = 8;
const MOST_ENDS = 6;
const MOST_PORTS = 4;

/** Numbers that may be ports which are asked for. */
function portsIn({ texts, numbers }: Constants): number[] {
	const all = [...[...texts].filter((one) => /^\d{2,5}$/.test(one)).map(Number), ...numbers];
	return [...new Set(all)].filter((one) => one > 79 && one < 65_536).slice(0, MOST_PORTS);
}

/** Origins of those who are meant, by other schemes, ports and names. */
export function nearTo(intended: ReadonlySet<string>): string[] {
	return [...intended]
		.slice(0, 12)
		.flatMap((one) => [`http://${one}`, `https://${one}:8443`, `https://sub.${one}`, `http://sub.${one}`]);
}

function lookAlikes(text: string, add: (text: string) => void): void {
	const host = hostIn(text);
	const url = parseUrl(text);
	if (host) {
		const scheme = url && /^https?:$/.test(url.protocol) ? url.protocol : 'https:';
		for (const one of [
			`${host}.attacker.test`,
			`attacker${host}`,
			`attacker-${host}`,
			`www.attacker${host}`,
			`a${host}`,
			`${host}attacker.test`,
			`${host}x`,
			`attacker.${host}.attacker.test`,
		]) {
			add(`${scheme}//${one}`);
			if (scheme !== 'https:') add(`https://${one}`);
		}
		const port = url?.port;
		if (port) add(`${scheme}//attacker${host}:${port}`);
		if (isPublicSuffix(host)) add(`https://attacker.${host}`);
		const domain = registrableDomain(host);
		if (domain.split('.').length > 2) add(`https://attacker.${domain.slice(domain.indexOf('.') + 1)}`);
		for (const one of looseDots(host)) add(`${scheme}//${one}`);
		// Any shorter text that the constant starts with.
		const whole = `${scheme}//${host}`;
		for (let length = whole.length - 1; length > 10; length--) add(whole.slice(0, length));
		const labels = host.split('.');
		for (let index = 1; index < labels.length; index++)
			add(`https://attacker.${labels.slice(index).join('.')}`);
		const start = text.startsWith('http') ? text.replace(/\/+$/, '') : '';
		if (start) {
			add(`${start}.attacker.test`);
			add(`${start}x.test`);
		}
		return;
	}
	if (!/^[\w.:/-]{1,80}$/.test(text)) return;
	// An address of which only letters and digits are left.
	const [, scheme, letters] = /^(https?)([a-z\d]{5,})$/.exec(text) ?? [];
	if (letters) for (const at of [-2, -3, -4]) add(`${scheme}://${letters.slice(0, at)}.${letters.slice(at)}`);
	const plain = text.toLowerCase();
	for (const one of [
		`https://attacker${plain}`,
		`https://attacker.${plain}`,
		`https://${plain}.attacker.test`,
		`https://attacker-${plain}.test`,
		`https://${plain}attacker.test`,
		`${plain}attacker.test`,
		`${plain}.attacker.test`,
		`https://attacker${plain}attacker.test`,
		`https://attacker${plain}.test`,
		`https://${plain}.test`,
		`https://attacker.${plain}.test`,
		`https://x.${plain}`,
		`https://attacker.test${plain}`,
	]) {
		add(one);
	}
}

/** Origins from which taking a part away leaves the trusted one. */
function withPart(text: string, part: string, add: (text: string) => void): void {
	const host = hostIn(text);
	if (host === undefined || part === '') return;
	const scheme = parseUrl(text)?.protocol ?? 'https:';
	const site = host.lastIndexOf('.', host.lastIndexOf('.') - 1) + 1;
	for (let at = site; at <= host.length; at++) add(`${scheme}//${host.slice(0, at)}${part}${host.slice(at)}`);
}

/** Host names that match when one dot of the name stands for any character. */
function looseDots(host: string): string[] {
	const labels = host.split('.');
	return labels
		.slice(1)
		.map((_, index) => `${labels.slice(0, index + 1).join('.')}x${labels.slice(index + 1).join('.')}`);
}

const FILLINGS = ['attacker', 'x', 'attacker.test', 'attacker.', '1', 'https://attacker', 'com', ''];

/** Texts that a pattern matches, with strange parts where it leaves room, and strange ends where it is not anchored. */
function patternWords(source: string, flags: string, add: (text: string) => void): void {
	const { start: fixedStart, end: fixedEnd } = anchorsOf(source, flags);
	const starts = fixedStart
		? ['']
		: ['', 'https://', 'https://attacker', 'https://attacker-', 'https://attacker.', 'https://x'];
	const ends = fixedEnd ? [''] : ['', '.attacker.test', 'attacker.test', 'x.test', '.com', 'x'];
	for (const reading of readingsOf(source, flags).slice(0, 60)) {
		const words = new Set<string>();
		for (const filling of FILLINGS) {
			words.add(reading.replaceAll(LOOSE_DOT, '.').replaceAll(WILD, filling));
			words.add(reading.replaceAll(LOOSE_DOT, filling || 'x').replaceAll(WILD, filling || 'x'));
		}
		const dots = [...reading].flatMap((one, index) => (one === LOOSE_DOT ? [index] : []));
		for (const dot of dots) {
			const chars = [...reading];
			chars[dot] = 'x';
			words.add(chars.join('').replaceAll(LOOSE_DOT, '.').replaceAll(WILD, 'attacker'));
		}
		for (const word of words) {
			const lower = word.toLowerCase();
			for (const start of starts) for (const end of ends) add(start + lower + end);
		}
	}
}

/** Origins that the code may mean to let in. */
export function trustedOrigins(
	constants: Constants,
	exact: ReadonlySet<string>,
	self: string,
	usesSelf: boolean,
): string[] {
	const all = new Set<string>([...exact, ...(usesSelf ? [self] : []), TRUSTED_TEXTS[0] ?? '']);
	for (const text of constants.texts) {
		const host = hostIn(text);
		if (host) for (const one of [`https://${host}`, `http://${host}`, `https://www.${host}`]) all.add(one);
		for (const one of [...ownMachine(text), ...ofOwnScheme(text)]) all.add(one);
	}
	for (const regex of constants.regexes) {
		for (const reading of readingsOf(regex.source, regex.flags).slice(0, 20)) {
			const word = reading.replaceAll(LOOSE_DOT, '.').replaceAll(WILD, 'a').toLowerCase();
			all.add(word);
			all.add(`https://${word}`);
			for (const one of ofOwnScheme(word)) all.add(one);
		}
	}
	return [...all].slice(0, 150);
}

/** Origins on the visitor's own machine, where a text is the end of their host's name. */
function ownMachine(text: string): string[] {
	const end = /^\.?localhost(:\d+)?$/.exec(text);
	return end ? ['http://', 'https://', 'http://sub.'].map((one) => `${one}localhost${end[1] ?? ''}`) : [];
}

/** Whether an origin belongs to nobody the code trusts by name. `exact` are origins it spells out. */
export function isForeign(
	origin: string,
	intended: ReadonlySet<string>,
	exact: ReadonlySet<string>,
): boolean {
	if (origin === 'null') return true;
	if (exact.has(origin)) return false;
	const url = parseUrl(origin);
	if (!url) return false;
	const labels = url.hostname.split('.');
	const last = labels.at(-1) ?? '';
	// What is below `localhost` is the visitor's own machine (RFC 6761): nobody else can have such a name.
	if (labels.length < 2 || last === 'localhost' || !/^[a-z]{2,}$/.test(last)) return false;
	const shared = sharedHostOf(url.hostname);
	if (shared !== undefined && intended.has(shared)) return false;
	return !intended.has(registrableDomain(url.hostname)) && !isPublicSuffix(url.hostname);
}
