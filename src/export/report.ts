import { type Confidence, NO_CONDITION, type Severity, type Verdict } from '../analyser/verdict.ts';
import type { Evidence } from '../session/listener-record.ts';
import type { Losses, Session } from '../session/session.ts';
import { type ExportOptions, redactorOf } from './export-options.ts';
import { type Findings, type ReportedFinding, ruleText } from './finding.ts';
import type { Redactor } from './redact/redactor.ts';
import { listenerName } from './row-text.ts';

/** What the reports for people say, without credentials, in plain texts; each writer escapes them for its format. */
export interface Report {
	version: string;
	madeAt: number;
	isRedacted: boolean;
	/** Address of the newest top document. */
	page: string;
	counts: { rows: number; documents: number; listeners: number; sockets: number; unhooked: number };
	losses: Losses;
	findings: ReportFinding[];
	documents: { url: string; origin: string; title: string; hooked: string; reason: string }[];
	listeners: {
		name: string;
		type: string;
		target: string;
		verdict: string;
		severity: string;
		runs: number;
	}[];
	sockets: { url: string; protocol: string; state: string; close: string; in: string; out: string }[];
}

export interface ReportFinding {
	id: string;
	title: string;
	severity: Severity;
	confidence: Confidence;
	subject: string;
	why: string;
	/** Each a sentence: the reasons, evidence, conditions. */
	evidence: string[];
	witness: string;
	predicate: string;
	fix: string;
	accepted: boolean;
	note: string;
	/** The listener's source; `marked` are the lines (from 1) that decide. */
	source: string;
	marked: number[];
}

/** Longest source that a report shows, in characters. */
const LONGEST_SOURCE = 20_000;

/** Gathers what the reports say. */
export function reportOf(session: Session, findings: Findings, options: ExportOptions): Report {
	const redactor = redactorOf(options);
	const documents = [...session.documents].filter(({ info }) => info !== undefined);
	const listeners = session.listeners.filter((each) => each !== undefined).filter(({ removed }) => !removed);
	const sockets = session.sockets.filter((each) => each !== undefined);
	return redactor.plain({
		version: options.version,
		madeAt: options.now,
		isRedacted: redactor.isOn,
		page: documents.findLast(({ info }) => info?.frameId === 0)?.info?.url ?? '',
		counts: {
			rows: session.timeline.length,
			documents: documents.length,
			listeners: listeners.length,
			sockets: sockets.length,
			unhooked: session.unhookedFrames().length,
		},
		losses: session.losses,
		findings: findings.list.map((finding) => findingOf(session, findings, finding, redactor)),
		documents: documents.map(({ info }) => ({
			url: info?.url ?? '',
			origin: info?.origin ?? '',
			title: info?.title ?? '',
			hooked: info?.hooked ?? '',
			reason: info?.reason ?? '',
		})),
		listeners: listeners.map(({ index, added, evidence }) => ({
			name: listenerName(session, index, redactor),
			type: added.type,
			target: [added.target.kind, added.target.name].filter(Boolean).join(' '),
			verdict: findings.verdictOf(index)?.verdict ?? '',
			severity: findings.verdictOf(index)?.severity ?? '',
			runs: evidence.runs,
		})),
		sockets: sockets.map((socket) => ({
			url: socket.url,
			protocol: socket.protocol,
			state: socket.state,
			close: socket.closed ? [socket.closed.code, socket.closed.reason].filter(Boolean).join(' ') : '',
			in: `${socket.in.frames} / ${socket.in.bytes} B`,
			out: `${socket.out.frames} / ${socket.out.bytes} B`,
		})),
	});
}

function findingOf(
	session: Session,
	findings: Findings,
	finding: ReportedFinding,
	redactor: Redactor,
): ReportFinding {
	const { id, severity, confidence, subject, accepted, note } = finding;
	const listener = finding.listener === undefined ? undefined : session.listeners[finding.listener];
	const verdict = finding.listener === undefined ? undefined : findings.verdictOf(finding.listener);
	const { title, why, fix } = ruleText(finding);
	const source = listener ? redactor.code(findings.sourceOf(listener.index)) : '';
	const seen = listener ? evidenceSentence(listener.evidence) : '';
	return {
		id,
		title,
		severity,
		confidence,
		subject,
		why: finding.reason || why,
		evidence: [...(verdict ? reasonsOf(verdict, finding.reason) : []), ...(seen ? [seen] : [])],
		witness: verdict?.witness ?? '',
		predicate: verdict?.predicate === NO_CONDITION ? '' : (verdict?.predicate ?? ''),
		fix: verdict?.fix?.message ?? fix,
		accepted,
		note,
		source: source.length > LONGEST_SOURCE ? '' : source,
		marked: verdict ? markedLines(verdict) : [],
	};
}

/** What the code says, but for what was `told` already: a finding may go by something that was seen instead. */
function reasonsOf({ reasons, sinks, conditions }: Verdict, told: string): string[] {
	const [decisive] = reasons;
	return [
		...(told !== '' && decisive && decisive.message !== told ? reasons : reasons.slice(1)).map(
			({ message }) => message,
		),
		...sinks.map(({ kind, place }) => `Message data reaches ${kind}: ${place.text}`),
		...conditions.map(({ message }) => `Condition: ${message}`),
	];
}

function markedLines({ reasons, sinks }: Verdict): number[] {
	const places = [...reasons.map(({ place }) => place), ...sinks.map(({ place }) => place)];
	const lines = places.filter((place) => place !== undefined).map(({ line }) => line);
	return [...new Set(lines)].sort((a, b) => a - b);
}

/** What a listener did in the deliveries that were watched. */
function evidenceSentence(evidence: Evidence): string {
	const { runs, origins, readData, readOrigin, dataFirst, foreignData, threw } = evidence;
	if (runs === 0) return 'It did not run while it was watched.';
	return [
		`It ran ${runs} times, for messages of ${origins.size} origins`,
		`read data in ${readData} and origin in ${readOrigin} of these runs`,
		...(dataFirst > 0 ? [`read data without reading origin before in ${dataFirst}`] : []),
		...(foreignData > 0 ? [`read data of a foreign origin in ${foreignData}`] : []),
		...(threw > 0 ? [`threw in ${threw}`] : []),
	]
		.join('; ')
		.concat('.');
}
