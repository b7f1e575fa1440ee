import { type Html, html, joined } from './html.ts';
import { REPORT_STYLE } from './html-style.ts';
import type { Report, ReportFinding } from './report.ts';
import { isoTime } from './timeline-csv.ts';

/** The report as one HTML file that needs nothing else, runs nothing and fetches nothing. */
export function htmlReport(report: Report): string {
	const { counts, losses, findings } = report;
	const open = findings.filter(({ accepted }) => !accepted);
	const accepted = findings.filter((finding) => finding.accepted);
	const lost = Object.entries(losses).filter(([, count]) => count > 0);
	const body = html`<header>
<h1>Earshot report</h1>
<dl>
${fact('Page', report.page)}${fact('Made', `${isoTime(report.madeAt)}, with Earshot ${report.version}`)}${fact('Credentials', report.isRedacted ? 'redacted' : 'included')}${fact('Seen', `${counts.rows} events, ${counts.documents} documents, ${counts.listeners} listeners, ${counts.sockets} sockets`)}${counts.unhooked > 0 ? fact('Frames that could not be watched', String(counts.unhooked)) : ''}${lost.length > 0 ? fact('Not kept', lost.map(([what, count]) => `${what} ${count}`).join(', ')) : ''}</dl>
</header>
<main>
<h2>Findings (${open.length})</h2>
${open.length > 0 ? joined(open.map(findingSection)) : html`<p>None.</p>`}
${accepted.length > 0 ? html`<h2>Accepted (${accepted.length})</h2>${joined(accepted.map(findingSection))}` : ''}
<h2>Listeners</h2>
${table(
	['Listener', 'Event', 'Target', 'Verdict', 'Severity', 'Runs'],
	report.listeners.map((each) => [
		each.name,
		each.type,
		each.target,
		each.verdict,
		each.severity,
		String(each.runs),
	]),
)}
<h2>Sockets</h2>
${table(
	['Address', 'Protocol', 'State', 'Close', 'Received', 'Sent'],
	report.sockets.map((each) => [each.url, each.protocol, each.state, each.close, each.in, each.out]),
)}
<h2>Documents</h2>
${table(
	['Address', 'Origin', 'Title', 'Hooked', 'Reason'],
	report.documents.map((each) => [each.url, each.origin, each.title, each.hooked, each.reason]),
)}
</main>`;
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Earshot report${report.page ? ` – ${html`${report.page}`.text}` : ''}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
${body.text}
</body>
</html>
`;
}

function fact(name: string, value: string): Html {
	return value === '' ? html`` : html`<dt>${name}</dt><dd>${value}</dd>\n`;
}

function findingSection(finding: ReportFinding): Html {
	return html`<section class="finding ${finding.severity}">
<h3><span class="severity">${finding.severity}</span> ${finding.title}</h3>
<dl>
${fact('Where', finding.subject)}${fact('Why', finding.why)}${fact('Confidence', finding.confidence)}${code('An origin that gets through', finding.witness)}${code('The check', finding.predicate)}${fact('Fix', finding.fix)}${fact('Note', finding.note)}${fact('Id', finding.id)}</dl>
${finding.evidence.length > 0 ? html`<ul>${joined(finding.evidence.map((sentence) => html`<li>${sentence}</li>`))}</ul>` : ''}
${finding.source === '' ? '' : sourceBlock(finding)}
</section>
`;
}

function code(name: string, value: string): Html {
	return value === '' ? html`` : html`<dt>${name}</dt><dd><code>${value}</code></dd>\n`;
}

/** The source by lines, with the deciding ones marked, for the eye and for those who do not see it. */
function sourceBlock({ source, marked }: ReportFinding): Html {
	const lines = source.split(/\r\n|[\n\r\u2028\u2029]/).map((line, at) => {
		const isMarked = marked.includes(at + 1);
		return isMarked ? html`<mark>${line}\n</mark>` : html`${line}\n`;
	});
	return html`<pre><code>${joined(lines)}</code></pre>`;
}

function table(head: string[], rows: string[][]): Html {
	if (rows.length === 0) return html`<p>None.</p>`;
	return html`<table>
<thead><tr>${joined(head.map((cell) => html`<th scope="col">${cell}</th>`))}</tr></thead>
<tbody>
${joined(rows.map((cells) => html`<tr>${joined(cells.map((cell) => html`<td>${cell}</td>`))}</tr>\n`))}</tbody>
</table>`;
}
