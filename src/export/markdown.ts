import { visible } from '../session/visible.ts';
import type { Report, ReportFinding } from './report.ts';
import { isoTime } from './timeline-csv.ts';

/** The report as Markdown (CommonMark with tables). What a page says stays text: no link, image or tag comes of it. */
export function markdownReport(report: Report): string {
	const { counts, losses } = report;
	const open = report.findings.filter(({ accepted }) => !accepted);
	const accepted = report.findings.filter((finding) => finding.accepted);
	const lost = Object.entries(losses).filter(([, count]) => count > 0);
	return [
		'# Earshot report',
		[
			`- Page: ${inline(report.page)}`,
			`- Made: ${isoTime(report.madeAt)}, with Earshot ${text(report.version)}`,
			`- Credentials: ${report.isRedacted ? 'redacted' : 'included'}`,
			`- Seen: ${counts.rows} events, ${counts.documents} documents, ${counts.listeners} listeners, ${counts.sockets} sockets`,
			...(counts.unhooked > 0 ? [`- Frames that could not be watched: ${counts.unhooked}`] : []),
			...(lost.length > 0
				? [`- Not kept: ${lost.map(([what, count]) => `${what} ${count}`).join(', ')}`]
				: []),
		].join('\n'),
		`## Findings (${open.length})`,
		...(open.length > 0 ? open.map(findingText) : ['None.']),
		...(accepted.length > 0 ? [`## Accepted (${accepted.length})`, ...accepted.map(findingText)] : []),
		'## Listeners',
		table(
			['Listener', 'Event', 'Target', 'Verdict', 'Severity', 'Runs'],
			report.listeners.map((each) => [
				each.name,
				each.type,
				each.target,
				each.verdict,
				each.severity,
				String(each.runs),
			]),
		),
		'## Sockets',
		table(
			['Address', 'Protocol', 'State', 'Close', 'Received', 'Sent'],
			report.sockets.map((each) => [each.url, each.protocol, each.state, each.close, each.in, each.out]),
		),
		'## Documents',
		table(
			['Address', 'Origin', 'Title', 'Hooked'],
			report.documents.map((each) => [
				each.url,
				each.origin,
				each.title,
				[each.hooked, each.reason].filter(Boolean).join(': '),
			]),
		),
	]
		.join('\n\n')
		.concat('\n');
}

function findingText(finding: ReportFinding): string {
	const lines = [
		`- Severity: ${finding.severity}, confidence: ${finding.confidence}`,
		`- Where: ${inline(finding.subject)}`,
		...(finding.why ? [`- Why: ${text(finding.why)}`] : []),
		...(finding.witness ? [`- An origin that gets through: ${inline(finding.witness)}`] : []),
		...(finding.predicate ? [`- The check: ${inline(finding.predicate)}`] : []),
		...finding.evidence.map((sentence) => `- ${text(sentence)}`),
		...(finding.fix ? [`- Fix: ${text(finding.fix)}`] : []),
		...(finding.note ? [`- Note: ${text(finding.note)}`] : []),
		`- Id: ${inline(finding.id)}`,
	].join('\n');
	const head = `### ${text(finding.title)}\n\n${lines}`;
	return finding.source === '' ? head : `${head}\n\n${block(finding.source, 'js')}`;
}

function table(head: string[], rows: string[][]): string {
	if (rows.length === 0) return 'None.';
	const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map((cells) => line(cells.map(cell)))].join('\n');
}

/** Text without meaning to Markdown: every sign that could have one is escaped, also those that make links of addresses. */
function text(raw: string): string {
	return oneLine(raw).replace(/[\\`*_{}[\]()#+\-.!|<>~&:@/^=$"']/g, '\\$&');
}

/** Code in a line; the fence is longer than any in it. */
function inline(raw: string): string {
	const content = oneLine(raw);
	if (content.trim() === '') return '—';
	const fence = '`'.repeat(longestRun(content) + 1);
	return `${fence} ${content} ${fence}`;
}

/** Code in a cell, where a bar would end it even in code. */
function cell(raw: string): string {
	return raw.includes('|') || raw.includes('\\') ? text(raw) : inline(raw);
}

function block(raw: string, language: string): string {
	const fence = '`'.repeat(Math.max(3, longestRun(raw) + 1));
	return `${fence}${language}\n${visible(raw.replaceAll('\r', ''))}\n${fence}`;
}

function longestRun(raw: string): number {
	return Math.max(0, ...[...raw.matchAll(/`+/g)].map(([run]) => run.length));
}

function oneLine(raw: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it replaces
	return visible(raw.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '));
}
