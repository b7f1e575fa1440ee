import type { ComponentChildren } from 'preact';
import type { Sentence } from '../../src/analyser/words/sentences.ts';
import { visible } from '../../src/session/visible.ts';
import { tOf } from '../i18n.ts';

/** A sentence of the analyser in the person's language, as plain text; what is in it of the page's code can be read as it is. */
export function sentenceText({ key, values, message }: Sentence): string {
	const said = tOf(
		'sentence',
		key,
		...values.map((one) => (typeof one === 'string' ? visible(one) : sentenceText(one))),
	);
	return said === key ? visible(message) : said;
}

/** Stands for the place of a value while the sentence around it is looked up; no text of a catalogue has such characters. */
const HOLDER = 0xe000;
const PLACES = /(`?)([\uE000-\uE008])\1/g;

/** A sentence of the analyser in the person's language, with code set as code. */
export function Said({ sentence: { key, values, message } }: { sentence: Sentence }) {
	const holders = values.map((_, index) => String.fromCharCode(HOLDER + index));
	const template = tOf('sentence', key, ...holders);
	if (template === key) return <>{visible(message)}</>;
	const parts: ComponentChildren[] = [];
	let after = 0;
	for (const { 0: found, 1: quote, 2: holder = '', index } of template.matchAll(PLACES)) {
		const value = values[holder.charCodeAt(0) - HOLDER] ?? '';
		parts.push(template.slice(after, index));
		if (typeof value === 'object') parts.push(<Said sentence={value} />);
		else parts.push(quote ? <code>{visible(value)}</code> : visible(value));
		after = index + found.length;
	}
	return (
		<>
			{parts}
			{template.slice(after)}
		</>
	);
}
