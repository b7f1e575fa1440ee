import type { Value } from '../protocol/value.ts';
import { escapeHtml } from './html.ts';
import type { Possible, Ways } from './poc-framing.ts';
import { needsRebuild, payloadCode, REBUILD, textCode } from './poc-payload.ts';
import { POC_SCRIPT, type Way } from './poc-script.ts';

export interface PocInput {
	/** Address of the page to attack; http or https. */
	target: string;
	/** Frames from that page down to the listener's window, by their indexes; empty: the page itself. */
	path?: readonly number[];
	payload: Value;
	/** Message ports that come with it; absent: none. */
	ports?: number;
	/** Origin that the listener lets in; absent: any. */
	servedFrom?: string;
	ways: Ways;
	/** Window that the listener asks to be the sender, where it does. */
	sender?: 'parent' | 'opener';
	/** What it shows, in a sentence. */
	shows: string;
	/** Where the listener stands, e.g. `https://shop.example/app.js:12:4`. */
	listener?: string;
}

/** Why no page can be made. */
export type PocProblem = 'not-a-web-page' | 'no-way';

/**
 * One self-contained page that sends the payload to the target from another origin, in a frame or a popup as the target
 * allows (both are offered where that is not known). All that it says of the target is text.
 */
export function pocPage(input: PocInput): { html: string } | { problem: PocProblem } {
	if (!/^https?:\/\/[^/]/i.test(input.target)) return { problem: 'not-a-web-page' };
	const ways = offered(input);
	if (ways.length === 0) return { problem: 'no-way' };
	const page = pageOf(input, ways);
	return { html: input.servedFrom === 'null' ? inSandbox(input, page) : page };
}

/** Ways that are not known to be shut, the known ones first. */
function offered({ ways, sender }: PocInput): Way[] {
	const isOpen = (way: Way): boolean =>
		ways[way] !== 'no' && (sender === undefined || (sender === 'parent') === (way === 'frame'));
	const rank: Record<Possible, number> = { yes: 0, unknown: 1, no: 2 };
	return (['frame', 'popup'] as const).filter(isOpen).sort((a, b) => rank[ways[a]] - rank[ways[b]]);
}

const LABELS: Record<Way, string> = { frame: 'Attack in a frame', popup: 'Attack in a popup' };

function pageOf(input: PocInput, ways: readonly Way[]): string {
	const { target, path = [], payload, ports = 0, servedFrom, shows } = input;
	const code = payloadCode(payload);
	// A popup needs a click, and so does a choice.
	const start = ways.length === 1 && ways[0] === 'frame' ? textCode('frame') : 'null';
	return `<!doctype html>
${comment(input, ways)}
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Proof of concept</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 14px/1.5 system-ui, sans-serif; margin: 2em; }
  iframe { display: block; width: 100%; height: 60vh; margin-top: 1em; border: 1px solid; }
  code { overflow-wrap: anywhere; }
</style>
<h1>Proof of concept</h1>
<p>${escapeHtml(shows)}</p>
<p>Target: <code>${escapeHtml(target)}</code></p>
<p>${ways.map((way) => `<button type="button" data-way="${way}">${LABELS[way]}</button>`).join(' ')}</p>
<ol id="log" aria-live="polite"></ol>
<script>
'use strict';
const target = ${textCode(target)};
const path = ${JSON.stringify(path)};
const servedFrom = ${servedFrom === undefined ? 'null' : textCode(servedFrom)};
const start = ${start};
${needsRebuild(code) ? REBUILD : ''}const payload = ${code};
const ports = ${ports};
${POC_SCRIPT}</script>
`;
}

function comment(
	{ target, servedFrom, shows, listener, ways: open }: PocInput,
	ways: readonly Way[],
): string {
	const unknown = ways.some((way) => open[way] === 'unknown');
	const lines = [
		'Proof of concept, made by Earshot. Use it only on pages that you may test.',
		'',
		`What it shows: ${shows}`,
		`Target: ${target}`,
		...(listener === undefined ? [] : [`Listener: ${listener}`]),
		...servingLines(servedFrom),
		...(unknown
			? [
					'Whether the target can be framed or keeps its opener is not known (X-Frame-Options, frame-ancestors,',
					'Cross-Origin-Opener-Policy): try both ways.',
				]
			: []),
		'It sends its message again until the target answers: a page of another origin cannot see when the',
		'listener is there.',
	];
	// Two hyphens or an angle bracket could end a comment.
	const text = lines.map((line) => `  ${line}`.trimEnd()).join('\n');
	return `<!--\n${text.replace(/-(?=-)/g, '- ').replace(/[<>]/g, ' ')}\n-->`;
}

function servingLines(servedFrom: string | undefined): string[] {
	if (servedFrom === undefined)
		return [
			'Serve it from any other origin, for example: python3 -m http.server 8000, and open it as',
			'http://127.0.0.1:8000/ with the name of this file.',
		];
	if (servedFrom === 'null')
		return [
			'The listener lets the origin "null" in. Serve it from anywhere: it puts itself into a sandboxed frame,',
			'whose origin is "null".',
		];
	const host = servedFrom.replace(/^[a-z]+:\/\//i, '').replace(/:\d+$/, '');
	return [
		`Serve it from ${servedFrom}: an attacker has to hold that origin, and the listener lets it in.`,
		`To try it at home, let the name mean this machine: 127.0.0.1 ${host} in the hosts file, or start Chromium with`,
		`-host-resolver-rules="MAP ${host} 127.0.0.1" (two hyphens), or set network.dns.localDomains in Firefox.`,
	];
}

/** The page in a frame whose origin is opaque. */
function inSandbox({ shows }: PocInput, page: string): string {
	const [, top = ''] = /^<!doctype html>\n(<!--.*?-->)/s.exec(page) ?? [];
	return `<!doctype html>
${top}
<html lang="en">
<meta charset="utf-8">
<title>Proof of concept: ${escapeHtml(shows)}</title>
<style>
  html, body { margin: 0; height: 100%; }
  iframe { border: 0; width: 100%; height: 100%; }
</style>
<iframe title="Proof of concept" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(page)}"></iframe>
`;
}
