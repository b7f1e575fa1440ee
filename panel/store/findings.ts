import type { Confidence, Severity } from '../../src/analyser/verdict.ts';
import { isExtensionListener } from '../../src/session/extensions.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import { hasSecret } from '../../src/session/secrets.ts';
import type { Session } from '../../src/session/session.ts';
import type { AnalysisStore } from './analysis-store.ts';

export type FindingRule = 'listener' | 'plain-socket' | 'secret-in-url' | 'unhooked-frame';

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
	/** Why, in the analyser's words; empty where the rule says it all. */
	reason: string;
	listener?: number;
	socket?: number;
	document?: number;
	/** A person looked at it and accepted it, with this note. */
	accepted: boolean;
	note: string;
}

const RANK: Record<Severity, number> = { high: 0, medium: 1, low: 2, info: 3 };
const FLAGGED = new Set(['none', 'weak', 'source-only', 'unknown']);

/** Everything wrong that is known now, the worst first, accepted ones last; `ofOthers`: also what is another extension's. */
export function findingsOf(
	session: Session,
	analysis: Pick<AnalysisStore, 'of' | 'settled' | 'sourceOf'>,
	accepted: Readonly<Record<string, string>>,
	ofOthers = true,
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
	for (const frame of session.unhookedFrames()) {
		add({
			id: `unhooked-frame-${hash(frame.url)}`,
			rule: 'unhooked-frame',
			severity: 'info',
			confidence: 'high',
			subject: frame.url,
			reason: '',
		});
	}
	return [...found.values()].sort(
		(a, b) => Number(a.accepted) - Number(b.accepted) || RANK[a.severity] - RANK[b.severity],
	);
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
	return FLAGGED.has(verdict) ? `listener-${stated}-${listenerId(session, listener)}` : undefined;
}

/** Stays the same over reloads, as long as the listener's site and source do. */
export function listenerId(session: Session, listener: ListenerRecord): string {
	return hashOf(listener, session.documents.get(listener.document)?.info?.origin ?? '');
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
	if (!FLAGGED.has(verdict)) return;
	const changed = verdict !== stated;
	const site = listener.added.stack[0];
	add({
		id: listenerFindingId(session, listener, stated, verdict) ?? '',
		rule: 'listener',
		severity: changed ? 'medium' : severity,
		confidence,
		verdict,
		subject: site ? `${site.url}:${site.line}:${site.column}` : listener.added.name,
		reason: (changed ? reason?.message : reasons[0]?.message) ?? '',
		listener: listener.index,
		document: listener.document,
	});
}

function addSockets(session: Session, add: Add): void {
	for (const socket of session.sockets) {
		if (!socket) continue;
		const about = { subject: socket.url, reason: '', socket: socket.index, document: socket.document };
		const bare = socket.url.replace(/[?#].*$/, '');
		if (/^ws:\/\/(?!localhost[:/]|127\.|\[::1\])/i.test(socket.url)) {
			const id = `plain-socket-${hash(bare)}`;
			add({ id, rule: 'plain-socket', severity: 'medium', confidence: 'high', ...about });
		}
		if (hasSecret(socket.url) || socket.protocols.some(hasSecret)) {
			const id = `secret-in-url-${hash(bare)}`;
			add({ id, rule: 'secret-in-url', severity: 'medium', confidence: 'medium', ...about });
		}
	}
}

const hashes = new WeakMap<ListenerRecord['added'], string>();

/** Hash of a listener's site and source, once for each: findings are gathered many times a second. */
function hashOf({ added }: ListenerRecord, origin: string): string {
	let known = hashes.get(added);
	if (known === undefined) {
		known = hash(`${origin}\n${added.wrapped?.at(-1)?.source ?? added.source}`);
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
