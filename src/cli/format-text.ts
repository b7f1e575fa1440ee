import pico from 'picocolors';
import { NO_CONDITION, type Verdict } from '../analyser/verdict.ts';
import type { Judgement } from '../export/sarif.ts';
import { visible } from '../session/visible.ts';
import type { CheckResult } from './check-result.ts';
import { codeFrame } from './format-frame.ts';

type Colors = ReturnType<typeof pico.createColors>;

const HEADLINES: Record<Verdict['verdict'], string> = {
	none: 'acts on messages from anyone',
	weak: 'the origin check lets foreign origins through',
	'source-only': 'looks at the sending window only, not at its origin',
	unknown: 'could not be decided',
	strict: 'checks the origin exactly',
	inert: 'does nothing with messages that needs a check',
};

/** The judgements as a person reads them, worst part first in each, with a count at the end. */
export function formatText({ inputs, judgements }: CheckResult, colour: boolean): string {
	const colors = pico.createColors(colour);
	const lines = new Map(inputs.map(({ file, text }) => [file, text.split(/\r\n?|[\n\u2028\u2029]/)]));
	const blocks = judgements.map((judgement) => block(judgement, lines.get(judgement.file) ?? [], colors));
	return [...blocks, summary(judgements, inputs.length)].map((text) => `${text}\n`).join('\n');
}

function block({ file, verdict }: Judgement, lines: readonly string[], colors: Colors): string {
	const { place, reasons } = verdict;
	const tone = toneOf(verdict, colors);
	// Editors count columns from 1.
	const where = colors.bold(visible(`${file}:${place.line}:${place.column + 1}`));
	const head = `${where} ${tone(verdict.verdict)} (${verdict.severity}): ${HEADLINES[verdict.verdict]}`;
	const [decisive, ...others] = reasons;
	const out = [head];
	if (isFine(verdict)) {
		if (decisive) out.push(`  ${visible(decisive.message)}`);
		return [...out, ...verdict.conditions.map(({ message }) => label(colors, 'provided', message))].join(
			'\n',
		);
	}
	out.push(codeFrame(lines, decisive?.place ?? place, tone));
	if (decisive) out.push(`  ${visible(decisive.message)}`);
	for (const { message, place: at } of others) {
		out.push(label(colors, 'also', at ? `${message} (${at.line}:${at.column + 1})` : message));
	}
	const { predicate } = verdict;
	if (predicate)
		out.push(label(colors, 'check', predicate === NO_CONDITION ? 'none, on at least one way' : predicate));
	if (verdict.witness !== undefined) out.push(label(colors, 'gets through', JSON.stringify(verdict.witness)));
	for (const { message } of verdict.conditions) out.push(label(colors, 'depends on', message));
	if (verdict.wanted.length > 0) out.push(label(colors, 'ask for', verdict.wanted.join(', ')));
	for (const { kind, place: at } of verdict.sinks) {
		out.push(label(colors, 'reaches', `${kind} at ${at.line}:${at.column + 1}  ${oneLine(at.text)}`));
	}
	if (verdict.fix)
		out.push(label(colors, 'fix', verdict.fix.message.replaceAll('\n', `\n${' '.repeat(16)}`)));
	if (verdict.confidence !== 'high') out.push(label(colors, 'confidence', verdict.confidence));
	return out.join('\n');
}

function label(colors: Colors, name: string, text: string): string {
	return `  ${colors.dim(`${name}:`.padEnd(13))} ${visible(text)}`;
}

function isFine({ verdict }: Verdict): boolean {
	return verdict === 'strict' || verdict === 'inert';
}

function toneOf(verdict: Verdict, colors: Colors): (text: string) => string {
	if (isFine(verdict)) return colors.green;
	return verdict.verdict === 'none' || verdict.verdict === 'weak' ? colors.red : colors.yellow;
}

function oneLine(text: string): string {
	const flat = text.replace(/\s+/g, ' ');
	return flat.length > 80 ? `${flat.slice(0, 79)}…` : flat;
}

function summary(judgements: readonly Judgement[], files: number): string {
	const counts = Object.keys(HEADLINES)
		.map((name) => ({ name, count: judgements.filter(({ verdict }) => verdict.verdict === name).length }))
		.filter(({ count }) => count > 0)
		.map(({ name, count }) => `${count} ${name}`);
	const listeners = `${judgements.length} ${judgements.length === 1 ? 'listener' : 'listeners'}`;
	const where = `in ${files} ${files === 1 ? 'file' : 'files'}`;
	return `${listeners} ${where}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
}
