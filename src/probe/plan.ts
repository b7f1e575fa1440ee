import type { DataShape } from '../analyser/data-shapes.ts';
import type { Verdict } from '../analyser/verdict.ts';
import { MOST_PORTS, type ProbeSource } from '../protocol/probe.ts';
import type { Value } from '../protocol/value.ts';
import { previewOf } from '../session/plain.ts';
import { fits } from './fitting.ts';
import { renewedOf } from './renewed.ts';

/** Nobody's: the name is reserved (RFC 2606), and no code trusts it by name. */
export const STRANGER = 'https://attacker.example';
/** Also nobody's, for pages and code to which the first belongs. */
const OTHER_STRANGER = 'https://attacker.test';

const MOST_PAYLOADS = 12;
const MOST_TRUSTED = 8;

/** A message to a listener, as far as it can be delivered again. */
export interface ObservedMessage {
	value: Value;
	ports: number;
}

/** What is known of a listener before it is put to the test. */
export interface ProbeSubject {
	/** Id that the hook gave it. */
	listener: number;
	verdict?: Pick<Verdict, 'verdict' | 'witness' | 'predicate'>;
	/** Serialised origin of its document; undefined where that is not known. */
	own?: string;
	/** Origins of the messages it was seen to run for, the last one last. */
	origins: readonly string[];
	/** Payloads of these messages, and how many ports came with each; the last one last. */
	observed: readonly ObservedMessage[];
	/** It has something to do with ports of messages. */
	usesPorts: boolean;
	/** Payloads made for what it compares, the best first. */
	shapes: readonly DataShape[];
}

export interface TrustedOrigin {
	origin: string;
	/** `compared`: the code compares with it; `observed`: a message of it was seen; `own`: the document's. */
	why: 'compared' | 'observed' | 'own';
}

export interface ProbePayload {
	value: Value;
	/** Seen in a message to this listener, made for what it compares, or as the last one seen with other values. */
	why: 'observed' | 'built' | 'renewed';
	/** Message ports that are to come with it. */
	ports: number;
	/** Beginning, in one line. */
	text: string;
	/** Conditions that a made payload could not meet. */
	unmet: readonly string[];
}

/** The origin to attack with: the analyser's witness, else one that nobody trusts by name. */
export function attackOrigin({ verdict, own }: Pick<ProbeSubject, 'verdict' | 'own'>): string {
	if (verdict?.witness !== undefined) return verdict.witness;
	return own === STRANGER || verdict?.predicate?.includes('attacker.example') ? OTHER_STRANGER : STRANGER;
}

/** Origins that the listener may trust, the likeliest first: what it does for them is what an attack is compared with. */
export function trustedOrigins(subject: ProbeSubject): TrustedOrigin[] {
	const attack = attackOrigin(subject);
	const found = new Map<string, TrustedOrigin>();
	const add = (origin: string, why: TrustedOrigin['why']): void => {
		if (origin !== attack && origin !== 'null' && !found.has(origin)) found.set(origin, { origin, why });
	};
	for (const origin of comparedOrigins(subject.verdict?.predicate ?? '')) add(origin, 'compared');
	for (const origin of subject.origins.toReversed()) if (origin !== subject.own) add(origin, 'observed');
	if (subject.own !== undefined) add(subject.own, 'own');
	return [...found.values()].slice(0, MOST_TRUSTED);
}

/** Origins that the constants of a predicate spell out, or the shortest that they allow. */
function comparedOrigins(predicate: string): string[] {
	const texts = [...predicate.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\/((?:[^/\\\n]|\\.)+)\//g)];
	return texts.flatMap(([, double, single, pattern]) => {
		const text = (double ?? single ?? pattern ?? '').replace(/\\(.)/g, '$1').replace(/^\^|\$$/g, '');
		const parts =
			/^(?:(https?)(?:s\?|\?)?:\/\/|\/\/)?(\.?[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)(:\d+)?\/?$/i.exec(text);
		if (!parts) return [];
		const [, scheme = 'https', host = '', port = ''] = parts;
		return [`${scheme}://${host.startsWith('.') ? `www${host}` : host}${port}`.toLowerCase()];
	});
}

/**
 * Payloads to try, each kind of message once: those that were seen and have what the code looks for, on its most
 * harmful way first (else the latest that was seen); those made for it; all others that were seen, the latest first; then
 * the first with other values: what a page has taken in already may do nothing when it comes again.
 */
export function payloadsFor({
	observed,
	shapes,
	usesPorts,
}: Pick<ProbeSubject, 'observed' | 'shapes' | 'usesPorts'>): ProbePayload[] {
	const found = new Map<string, ProbePayload>();
	const add = (message: ObservedMessage, why: ProbePayload['why'], unmet: readonly string[]): void => {
		const { value } = message;
		const ports = Math.min(MOST_PORTS, Math.max(message.ports, usesPorts ? 1 : 0));
		const key = JSON.stringify(value);
		if (!found.has(key)) found.set(key, { value, why, ports, text: previewOf(value), unmet });
	};
	const seen = observed.toReversed().filter(({ value }) => isWhole(value));
	for (const { data } of shapes)
		for (const message of seen) if (fits(message.value, data)) add(message, 'observed', []);
	const [last] = seen;
	if (found.size === 0 && last) add(last, 'observed', []);
	for (const { data, unmet } of shapes) add({ value: data, ports: 0 }, 'built', unmet);
	for (const message of seen) add(message, 'observed', []);
	const begun = [...found.values()].slice(0, MOST_PAYLOADS);
	const [latest] = begun;
	if (latest?.why === 'observed')
		for (const value of renewedOf(latest.value)) add({ ...latest, value }, 'renewed', []);
	return [...begun, ...[...found.values()].filter(({ why }) => why === 'renewed')];
}

/** Whether all of a value was recorded. */
export function isWhole(value: Value): boolean {
	switch (value.t) {
		case 'string':
			return value.n === undefined;
		case 'object':
			return (value.n ?? 0) <= value.e.length && value.e.every(([, item]) => isWhole(item));
		case 'array':
			return value.e.every(([, item]) => isWhole(item));
		case 'map':
			return value.n <= value.e.length && value.e.every(([key, item]) => isWhole(key) && isWhole(item));
		case 'set':
			return value.n <= value.e.length && value.e.every(isWhole);
		case 'boxed':
			return isWhole(value.v);
		case 'buffer':
		case 'view':
		case 'blob':
			return bytesIn(value.b ?? '') >= value.n;
		case 'omitted':
		case 'port':
		case 'platform':
			return false;
		default:
			return true;
	}
}

const bytesIn = (base64: string): number => Math.floor((base64.replace(/=+$/, '').length * 3) / 4);

/** Which window sends: one that the check asks for where any foreign page can be it, else a stranger's. */
export function senderFor(verdict: ProbeSubject['verdict']): ProbeSource {
	const predicate = verdict?.predicate ?? '';
	if (verdict?.verdict !== 'source-only') return { relation: 'stranger' };
	if (/\bopener\b/.test(predicate)) return { relation: 'opener' };
	return { relation: /\b(parent|top)\b/.test(predicate) ? 'parent' : 'stranger' };
}
