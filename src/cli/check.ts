import type { Judgement } from '../export/sarif.ts';
import { visible } from '../session/visible.ts';
import { type ContextOptions, contextFrom } from './check-context.ts';
import { failsOn } from './check-fail-on.ts';
import { readInputs } from './check-inputs.ts';
import { judgeInput } from './check-judge.ts';
import type { CheckResult } from './check-result.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText } from './format-text.ts';
import type { Terminal } from './terminal.ts';

export const FORMATS = ['text', 'json', 'sarif'] as const;

export interface CheckOptions extends ContextOptions {
	format: (typeof FORMATS)[number];
	failOn: string;
	/** 1-based line, 0-based column. */
	at?: { line: number; column: number };
}

/** Judges the named files, prints the result and gives the exit code: 0 fine, 1 something found, 2 not all judged. */
export async function check(
	files: readonly string[],
	options: CheckOptions,
	version: string,
	terminal: Terminal,
): Promise<number> {
	const { inputs, troubles } = await readInputs(files, terminal.input);
	const judgements: Judgement[] = [];
	if (options.at !== undefined && inputs.length > 1) {
		troubles.push({ file: '--at', message: `names a place in one file, but ${inputs.length} were given` });
	} else {
		for (const input of inputs) {
			const judged = await judgeInput(input, contextFrom(options), options.at);
			judgements.push(...judged.judgements);
			troubles.push(...judged.troubles);
		}
	}
	const result = { inputs, judgements, troubles, version };
	terminal.write(print(result, options.format, terminal.colours));
	for (const { file, message } of troubles) terminal.complain(`earshot: ${visible(`${file}: ${message}`)}\n`);
	// An incomplete answer must not pass for a complete one, whatever else was found.
	if (troubles.length > 0) return 2;
	return judgements.some(({ verdict }) => failsOn(options.failOn, verdict)) ? 1 : 0;
}

function print(result: CheckResult, format: CheckOptions['format'], colours: boolean): string {
	switch (format) {
		case 'json':
			return formatJson(result);
		case 'sarif':
			return formatSarif(result);
		case 'text':
			return formatText(result, colours);
	}
}
