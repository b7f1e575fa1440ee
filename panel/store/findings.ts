import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Confidence, Severity } from '../../src/analyser/verdict.ts';
import type { Sentence } from '../../src/analyser/words/sentences.ts';
import type { Settled } from '../../src/probe/settle.ts';
import type { Why } from '../../src/session/delivery/delivery.ts';
import { isExtensionListener } from '../../src/session/extensions.ts';
import type { sendRules } from '../../src/session/kind-words.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { SecretKind } from '../../src/session/secrets.ts';
import type { Session } from '../../src/session/session.ts';
import type { SinkReached } from '../../src/session/sinks.ts';
import { type SocketRule, socketFindings } from '../../src/session/socket-findings.ts';
import { type UnhookedReason, whyUnhooked } from '../../src/session/unhooked.ts';
import type { AnalysisStore } from './analysis-store.ts';
import { type SendFinding, SendScan } from './send-findings.ts';
import type { SettledCode } from './settle-verdict.ts';
import { shownHandler } from './shown-handler.ts';

export type FindingRule = 'listener' | SocketRule | (typeof sendRules)[number];

/** Something wrong, or not known to be right, that a person should look at. */
export interface Finding {
	/** Stays the same over reloads, as long as what it is about does. */
	id: string;
	rule: FindingRule;
	severity: Severity;
	confidence: Confidence;
	/** Verdict of the listener, for findings about one. */
	verdict?: string;
	/** What it is about, short: a place, a URL. */
	subject: string;
	/** Why, in the analyser's English; empty where the rule says it all. */
	reason: string;
	/** The same for saying it in another language: the analyser's sentence, or what was seen. */
	told?: Sentence;
	seen?: Settled<SettledCode>;
	listener?: number;
	socket?: number;
	document?: number;
	/** Row of the latest occurrence, and how often it was seen, for findings about what was sent. */
	row?: number;
	count?: number;
	/** What kind of credential it is about. */
	secret?: SecretKind;
	/** Why a message reached nobody. */
	why?: Why;
	/** Why a frame is not watched. */
	unhooked?: UnhookedReason;
	/** What a text of a message went into, and the message's origin. */
	sink?: SinkReached['sink'];
	origin?: string;
	/** A person looked at it and accepted it, with this note. */
	accepted: boolean;
	note: string;
}

export const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low', 'info'];
const INSECURE = ['none', 'weak', 'source-only'];
const FLAGGED = ['none', 'weak', 'source-only', 'unknown'];

/** Everything wrong that is known now, the worst first, accepted ones last; `ofOthers`: also what is another extension's. */
export function findingsOf(
	session: Session,
	analysis: Pick<AnalysisStore, 'of' | 'settled' | 'sourceOf'>,
	accepted: Readonly<Record<string, string>>,
	ofOthers = true,
	sends?: SendScan,
): Finding[] {
	const found = new Map<string, Finding>();
	const add = (finding: Omit<Finding, 'accepted' | 'note'>): void => {
		if (found.has(finding.id)) return;
		const note = accepted[finding.id];
		found.set(finding.id, { ...finding, accepted: note !== undefined, note: note ?? '' });
	};
	for (const listener of session.listeners) {
		if (!listener || (!ofOthers && isExtensionListener(listener))) continue;
		addListener(session, analysis, listener, add);
	}
	addSockets(session, add);
	for (const sent of sends?.list() ?? []) {
		if (sent.rule !== 'forwarded-to-socket') add(ofSend(sent));
		else addForwarded(session, analysis, sent, add);
	}
	for (const frame of session.unhookedFrames()) {
		// A person wants it so.
		if (frame.chosen) continue;
		add({
			id: `unhooked-frame-${hash(frame.url)}`,
			rule: 'unhooked-frame',
			unhooked: whyUnhooked(frame),
			severity: 'info',
			confidence: 'high',
			subject: frame.url,
			reason: '',
		});
	}
	return [...found.values()].sort(byWeight);
}

/** The worst and surest first; what is left is in the order of names, so that nothing jumps about. */
function byWeight(a: Finding, b: Finding): number {
	return (
		Number(a.accepted) - Number(b.accepted) ||
		SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
		SEVERITIES.indexOf(a.confidence) - SEVERITIES.indexOf(b.confidence) ||
		FLAGGED.indexOf(a.verdict ?? '') - FLAGGED.indexOf(b.verdict ?? '') ||
		(a.subject < b.subject ? -1 : Number(a.subject > b.subject))
	);
}

function ofSend({ key, ...about }: SendFinding): Omit<Finding, 'accepted' | 'note'> {
	const { rule, why } = about;
	// Whether the sender named the receiver, or why nobody got it, is not always observable.
	const isSure = rule === 'secret-to-anyone' || (rule === 'undelivered' && why !== 'refused');
	const executes = about.sink !== undefined && EXECUTING.has(about.sink);
	return {
		...about,
		id: `${rule}-${hash(key)}`,
		severity: rule === 'secret-to-anyone' ? 'high' : executes ? 'medium' : 'low',
		confidence: isSure ? 'high' : 'low',
		reason: '',
	};
}

/** Sinks that can make a script of what they are given. */
const EXECUTING = new Set<SinkReached['sink']>([
	'innerHTML',
	'outerHTML',
	'insertAdjacentHTML',
	'srcdoc',
	'createContextualFragment',
	'document.write',
	'eval',
	'timer',
	'location',
	'open',
	'src',
	'href',
	'event-handler',
]);

/** Findings as they are now, followed over the session; `later` gives the browser its turn in between. */
export function createFindings(
	session: Session,
	analysis: Pick<AnalysisStore, 'of' | 'settled' | 'sourceOf' | 'version'>,
	chosen: { accepted: ReadonlySignal<Record<string, string>>; ofOthers: ReadonlySignal<boolean> },
	version: ReadonlySignal<number>,
	later: (run: () => void) => void,
): ReadonlySignal<Finding[]> {
	const scan = new SendScan(session);
	const looked = signal(0);
	let isLooking = false;
	const look = (): void => {
		isLooking = scan.advance();
		looked.value++;
		if (isLooking) later(look);
	};
	// Not within the frame that is being drawn.
	version.subscribe(() => {
		if (isLooking) return;
		isLooking = true;
		later(look);
	});
	return computed(() => {
		looked.value;
		analysis.version.value;
		return findingsOf(session, analysis, chosen.accepted.value, chosen.ofOthers.value, scan);
	});
}

/** How many findings are still open, and how bad the worst of them is. */
export function countOf(findings: readonly Finding[]): { count: number; worst?: Severity } {
	const open = findings.filter(({ accepted }) => !accepted);
	// The worst is the first.
	return { count: open.length, ...(open[0] ? { worst: open[0].severity } : {}) };
}

/**
 * Id of the finding about a listener; undefined where its verdict, as what was seen leaves it, is none. The id goes by
 * what the code says (`stated`), which stays: what is seen differs from visit to visit.
 */
export function listenerFindingId(
	session: Session,
	listener: ListenerRecord,
	stated: string,
	verdict: string,
): string | undefined {
	return FLAGGED.includes(verdict) ? `listener-${stated}-${listenerId(session, listener)}` : undefined;
}

/** Stays the same over reloads, as long as the listener's site and source do. */
export function listenerId(session: Session, listener: ListenerRecord): string {
	return hashOf(listener, session.documents.get(listener.document)?.info?.origin ?? '');
}

/** What a listener gives on is a finding where it looks at nothing that tells who sent it. */
function addForwarded(
	session: Session,
	analysis: Pick<AnalysisStore, 'settled'>,
	{ key, why: _, ...about }: SendFinding,
	add: Add,
): void {
	const listener = session.listeners[about.listener ?? -1];
	const settled = listener && analysis.settled(listener);
	if (!settled || !INSECURE.includes(settled.verdict)) return;
	const { verdict, confidence } = settled;
	const severity = verdict === 'none' ? 'high' : verdict === 'weak' ? 'medium' : 'low';
	add({ ...about, id: `${about.rule}-${hash(key)}`, severity, confidence, verdict, reason: '' });
}

type Add = (finding: Omit<Finding, 'accepted' | 'note'>) => void;

function addListener(
	session: Session,
	analysis: Pick<AnalysisStore, 'of' | 'settled'>,
	listener: ListenerRecord,
	add: Add,
): void {
	if (listener.removed) return;
	const judgement = analysis.of(listener);
	const settled = analysis.settled(listener);
	if (judgement.state !== 'done' || !settled) return;
	const { verdict: stated, severity, reasons } = judgement.verdict;
	const { verdict, confidence, reason } = settled;
	const [decisive] = reasons;
	if (!FLAGGED.includes(verdict)) return;
	const changed = verdict !== stated;
	const { site: own, name, wrapper } = shownHandler(listener, judgement);
	const site = own ?? wrapper?.site;
	add({
		id: listenerFindingId(session, listener, stated, verdict) ?? '',
		rule: 'listener',
		severity: changed ? 'medium' : severity,
		confidence,
		verdict,
		subject: site ? `${site.url}:${site.line}:${site.column}` : name,
		reason: (changed ? reason?.message : decisive?.message) ?? '',
		...(changed ? { seen: settled } : decisive ? { told: decisive } : {}),
		listener: listener.index,
		document: listener.document,
	});
}

function addSockets(session: Session, add: Add): void {
	for (const { rule, key, severity, confidence, secret, socket } of socketFindings(session)) {
		const about = { subject: socket.url, reason: '', socket: socket.index, document: socket.document };
		add({ id: `${rule}-${hash(key)}`, rule, severity, confidence, ...(secret ? { secret } : {}), ...about });
	}
}

const hashes = new WeakMap<ListenerRecord['added'], string>();

/** Hash of a listener's site and source, once for each: findings are gathered many times a second. */
function hashOf({ added }: ListenerRecord, origin: string): string {
	let known = hashes.get(added);
	if (known === undefined) {
		const { wrapped, source, stack } = added;
		// One text of a wrapper stands for many handlers: what tells them apart is where they are registered.
		const hides = !wrapped?.length && !/\b(?:data|origin|source)\b/.test(source);
		const calls = hides ? stack.map(({ url, line, column }) => `\n${url}:${line}:${column}`).join('') : '';
		known = hash(`${origin}\n${wrapped?.at(-1)?.source ?? source}${calls}`);
		hashes.set(added, known);
	}
	return known;
}

/** FNV-1a, twice, for a short id that survives reloads. */
function hash(text: string): string {
	let a = 0x811c9dc5;
	let b = 0x1000193;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		a = Math.imul(a ^ code, 0x01000193);
		b = Math.imul(b ^ (code + i), 0x85ebca6b);
	}
	return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
