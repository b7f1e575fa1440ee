import { analyseListener } from '../../../src/analyser/analyse.ts';
import type { Verdict } from '../../../src/analyser/verdict.ts';
import type { Findings, ReportedFinding } from '../../../src/export/finding.ts';
import { findingsSarif } from '../../../src/export/findings-sarif.ts';
import { socketsHar } from '../../../src/export/har.ts';
import { htmlReport } from '../../../src/export/html-report.ts';
import { markdownReport } from '../../../src/export/markdown.ts';
import { reportOf } from '../../../src/export/report.ts';
import { sessionJson } from '../../../src/export/session-json.ts';
import { timelineCsv } from '../../../src/export/timeline-csv.ts';
import { handlerOf } from '../../../src/session/listener-record.ts';
import type { Session } from '../../../src/session/session.ts';

const cache = new Map<string, Verdict>();

/** Findings about every listener, socket and frame, whether or not they are bad. */
export function findingsAbout(session: Session): Findings {
	const sourceOf = (index: number): string => {
		const listener = session.listeners[index];
		return listener ? handlerOf(listener).source : '';
	};
	const verdictOf = (index: number): Verdict | undefined => {
		const source = sourceOf(index);
		if (source === '') return undefined;
		const verdict = cache.get(source) ?? analyseListener({ text: source, context: {} });
		cache.set(source, verdict);
		return verdict;
	};
	const basic = { severity: 'medium', confidence: 'high', reason: '', accepted: false, note: '' } as const;
	const list: ReportedFinding[] = [
		...session.listeners.flatMap((listener) => {
			if (!listener) return [];
			const { index, document, added } = listener;
			const [site] = added.stack;
			const verdict = verdictOf(index);
			if (!verdict) return [];
			return {
				...basic,
				id: `listener-${index}`,
				rule: 'listener',
				verdict: verdict.verdict,
				subject: site ? `${site.url}:${site.line}` : added.name,
				reason: verdict.reasons[0]?.message ?? '',
				listener: index,
				document,
			};
		}),
		...session.sockets.flatMap((socket) =>
			socket
				? {
						...basic,
						id: `plain-socket-${socket.index}`,
						rule: 'plain-socket',
						subject: socket.url,
						socket: socket.index,
						document: socket.document,
						accepted: true,
						note: `known: ${socket.url}`,
					}
				: [],
		),
	];
	return { list, verdictOf, sourceOf };
}

export interface Files {
	json: string;
	har: string;
	csv: string;
	sarif: string;
	markdown: string;
	html: string;
}

/** A session in every format. */
export function everyFormat(session: Session, redact?: boolean): Files {
	const options = { version: '1.2.3', now: 5_000, ...(redact === undefined ? {} : { redact }) };
	const findings = findingsAbout(session);
	const report = reportOf(session, findings, options);
	return {
		json: [...sessionJson(session, options).pieces].join(''),
		har: [...socketsHar(session, options).pieces].join(''),
		csv: [
			...timelineCsv(session, { ...options, verdictOf: (index) => findings.verdictOf(index)?.verdict })
				.pieces,
		].join(''),
		sarif: JSON.stringify(findingsSarif(session, findings, options)),
		markdown: markdownReport(report),
		html: htmlReport(report),
	};
}
