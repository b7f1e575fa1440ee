import beautify from 'js-beautify';
import { correspondence } from './correspondence.ts';

/** A script made readable, and where each stretch of it stands in the script itself. */
export interface PrettyText {
	text: string;
	/** See correspondence.ts. */
	runs: Int32Array;
}

/** Longer scripts (UTF-16 units) would take longer than a person waits. */
const LONGEST_PRETTY = 4_000_000;

/**
 * A script with line breaks and indentation; undefined where that would change anything but the space between tokens,
 * which is looked at for each text.
 */
export function prettyText(script: string): PrettyText | undefined {
	// These break lines inside of strings, where the printer would put others.
	if (script.length > LONGEST_PRETTY || /[\u2028\u2029]/.test(script)) return undefined;
	const text = beautify(script, {
		indent_size: 2,
		brace_style: 'collapse',
		max_preserve_newlines: 2,
		space_after_anon_function: true,
		unescape_strings: false,
		e4x: false,
	});
	const runs = correspondence(script, text);
	return runs && { text, runs };
}
