import type { Verdict } from '../../src/analyser/verdict.ts';
import type { ExportOptions, Pieces } from '../../src/export/export-options.ts';
import type { Findings } from '../../src/export/finding.ts';
import { findingsSarif } from '../../src/export/findings-sarif.ts';
import { socketsHar } from '../../src/export/har.ts';
import { htmlReport } from '../../src/export/html-report.ts';
import { markdownReport } from '../../src/export/markdown.ts';
import { reportOf } from '../../src/export/report.ts';
import { sessionJson } from '../../src/export/session-json.ts';
import { timelineCsv } from '../../src/export/timeline-csv.ts';
import type { ExportFormat } from './export-formats.ts';
import type { PanelStore } from './panel-store.ts';

export type Exported = Pick<PanelStore, 'session' | 'analysis' | 'findings'>;

interface FileKind {
	/** Behind the name, with the first dot. */
	ending: string;
	type: string;
	make(store: Exported, options: ExportOptions): Pieces;
}

/** Made when it is asked for, in one go: as long as a report is, not as a recording. */
function whole(make: () => string): Pieces {
	return {
		count: 1,
		pieces: (function* () {
			yield make();
		})(),
	};
}

/** How the file of each format is made. */
export const fileKinds: Record<ExportFormat, FileKind> = {
	session: {
		ending: '.earshot.json',
		type: 'application/json',
		make: ({ session, analysis }, options) =>
			sessionJson(session, { ...options, sourceOf: (listener) => analysis.sourceOf(listener) }),
	},
	har: {
		ending: '.har',
		type: 'application/json',
		make: ({ session }, options) => socketsHar(session, options),
	},
	csv: {
		ending: '.csv',
		type: 'text/csv',
		make: ({ session, analysis }, options) =>
			timelineCsv(session, { ...options, verdictOf: (listener) => analysis.nameOf(listener) }),
	},
	sarif: {
		ending: '.sarif',
		type: 'application/sarif+json',
		make: (store, options) =>
			whole(
				() => `${JSON.stringify(findingsSarif(store.session, findingsIn(store), options), null, '\t')}\n`,
			),
	},
	html: {
		ending: '.html',
		type: 'text/html',
		make: (store, options) => whole(() => htmlReport(reportOf(store.session, findingsIn(store), options))),
	},
	markdown: {
		ending: '.md',
		type: 'text/markdown',
		make: (store, options) =>
			whole(() => markdownReport(reportOf(store.session, findingsIn(store), options))),
	},
};

function findingsIn({ session, analysis, findings }: Exported): Findings {
	const judged = (index: number): { verdict: Verdict; source: string } | undefined => {
		const listener = session.listeners[index];
		const judgement = listener && analysis.of(listener);
		return judgement?.state === 'done' ? judgement : undefined;
	};
	return {
		list: findings.peek(),
		verdictOf: (index) => judged(index)?.verdict,
		sourceOf: (index) => judged(index)?.source ?? '',
	};
}
