/** Style of the HTML report: both themes, and paper. Page text cannot turn the direction of what is around it. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --fg: #1f1f1f; --dim: #5f6368; --bg: #fff; --line: #dadce0; --soft: #f4f6f8;
	--high: #b3261e; --medium: #8a5000; --low: #0b57d0; --info: #5f6368; --mark: #fce8b2; }
@media (prefers-color-scheme: dark) {
	:root { --fg: #e3e3e3; --dim: #a8abb0; --bg: #202124; --line: #47494d; --soft: #2b2c2f;
		--high: #f2b8b5; --medium: #ffb870; --low: #a8c7fa; --info: #a8abb0; --mark: #5c4a00; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; font: 14px/1.5 system-ui, sans-serif;
	color: var(--fg); background: var(--bg); }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
td, li, code, mark { unicode-bidi: isolate; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line);
	overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 600; overflow-wrap: normal; }
pre { overflow-x: auto; padding: .5rem .75rem; background: var(--soft); border-radius: 4px; tab-size: 2; }
code { font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; }
mark { display: inline-block; min-width: 100%; color: inherit; background: var(--mark); }
.finding { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-inline-start: 4px solid;
	border-radius: 4px; border-inline-start-color: var(--info); break-inside: avoid-page; }
.high { border-inline-start-color: var(--high); } .high .severity { color: var(--high); }
.medium { border-inline-start-color: var(--medium); } .medium .severity { color: var(--medium); }
.low { border-inline-start-color: var(--low); } .low .severity { color: var(--low); }
.severity { text-transform: uppercase; font-size: .75rem; letter-spacing: .05em; }
@media print { body { max-width: none; padding: 0; } pre { white-space: pre-wrap; } thead { display: table-header-group; } }
`;
