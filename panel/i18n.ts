import { signal } from '@preact/signals';
import browser from 'webextension-polyfill';
import type catalogue from './_locales/en/messages.json';

export type MessageKey = keyof typeof catalogue;

/** A language chosen by the person, with its texts; undefined where the browser's is followed. */
interface Chosen {
	tag: string;
	texts: Record<string, { message: string } | undefined>;
}

/** Read by every text, so that what is shown is shown anew when it changes. */
const chosen = signal<Chosen | undefined>(undefined);

/** Shows all texts in a language of the catalogue from now on, or in the browser's; rejects when it cannot be read. */
export async function speak(language: string): Promise<void> {
	if (language === 'follow') chosen.value = undefined;
	else {
		const response = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
		chosen.value = { tag: language.replace('_', '-'), texts: (await response.json()) as Chosen['texts'] };
	}
	document.documentElement.lang = chosen.peek()?.tag ?? browser.i18n.getUILanguage();
}

/** Tag of the language that a person chose; a text that was kept is to be made anew when it changes. */
export const spokenLanguage = (): string | undefined => chosen.value?.tag;

/** The browser's texts that were asked for: to ask it anew for each cell of a list would be a part of what drawing costs. */
const known = new Map<string, string>();

function browserText(key: string): string {
	const text = known.get(key) ?? browser.i18n.getMessage(key, []);
	known.set(key, text);
	return text;
}

function textOf(key: string, inserts: string[]): string {
	const language = chosen.value;
	if (!language) return inserts.length > 0 ? browser.i18n.getMessage(key, inserts) : browserText(key);
	const message = language.texts[key]?.message ?? '';
	return message.replace(/\$([$\d])/g, (_, sign: string) =>
		sign === '$' ? '$' : (inserts[Number(sign) - 1] ?? ''),
	);
}

/** A text of the catalogue; `$1`, `$2` in it are replaced. */
export function t(key: MessageKey, ...inserts: (string | number)[]): string {
	return textOf(key, inserts.map(String));
}

/** Families of texts that are chosen by a value of the protocol: the keys are `${family}_${value}`. */
export type Family =
	| 'verdict'
	| 'verdictMeaning'
	| 'sentence'
	| 'relation'
	| 'channel'
	| 'kind'
	| 'state'
	| 'how'
	| 'omitted'
	| 'decodingFailed'
	| 'delivery'
	| 'deliveryWhy'
	| 'unsent'
	| 'severity'
	| 'sink'
	| 'queryError'
	| 'removed'
	| 'unwatched'
	| 'unhookedWhy'
	| 'handshake'
	| 'extension'
	| 'failure'
	| 'handshakeFailure'
	| 'sameSite'
	| 'tone'
	| 'hijack'
	| 'hijackMeaning'
	| 'hijackWhy'
	| 'sender'
	| 'probeResult'
	| 'probeResultMeaning'
	| 'probeReason'
	| 'proofProblem'
	| 'batchLevel'
	| 'variant'
	| 'variantWhat'
	| 'probe'
	| 'timeMode'
	| 'filterKey'
	| 'filterWord'
	| 'prettyRefused'
	| 'protoProblem'
	| 'mapProblem'
	| 'secret'
	| 'findingFix'
	| 'ruled'
	| 'actProblem'
	| 'actFormat'
	| 'ruleAction'
	| 'actTool'
	| 'idle'
	| 'idleHint';

/** The text of a family for a value; the value itself where the catalogue has none. */
export function tOf(family: Family, value: string, ...inserts: string[]): string {
	return textOf(`${family}_${value.replaceAll('-', '_')}`, inserts) || value;
}

type Counted = { [K in MessageKey]: K extends `${infer Stem}_other` ? Stem : never }[MessageKey];

/** A text that depends on a number, which is its `$1`. */
export function tn(stem: Counted, count: number, ...inserts: (string | number)[]): string {
	const one = `${stem}_one` as MessageKey;
	const other = `${stem}_other` as MessageKey;
	return t(count === 1 ? one : other, formatCount(count), ...inserts);
}

/** In groups of three, as both languages write it: the browser's first formatter would cost the panel's start some 50 ms. */
export function formatCount(count: number): string {
	return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const threeDigits = (n: number): string => (n < 99.95 ? n.toFixed(1) : String(Math.round(n)));

/** Bytes as the browsers' own panels show them: decimal units, one digit after the point where there is room. */
export function formatSize(bytes: number): string {
	if (bytes < 0) return '';
	// What is rounded up to a thousand is one of the next unit.
	if (bytes < 999.5) return `${Math.round(bytes)} B`;
	if (bytes < 999_500) return `${threeDigits(bytes / 1_000)} kB`;
	return `${threeDigits(bytes / 1_000_000)} MB`;
}

/** Time of day with milliseconds. */
export function formatTime(time: number): string {
	const date = new Date(time);
	const two = (n: number): string => String(n).padStart(2, '0');
	return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A span of time in the unit that suits it. */
export function formatSpan(ms: number): string {
	const size = Math.abs(ms);
	if (size < 0.005) return '0.00 ms';
	if (size < 0.995) return `${ms.toFixed(2)} ms`;
	if (size < 999.5) return `${Math.round(ms)} ms`;
	if (size < 59_995) return `${(ms / 1_000).toFixed(2)} s`;
	return `${(ms / 60_000).toFixed(1)} min`;
}
