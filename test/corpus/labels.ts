import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './packages.ts';

const FOLDER = 'test/fixtures/corpus';

/** One line of labels.jsonl; the fields are described in test/fixtures/corpus/README.md. */
export interface Label {
	id: string;
	origin: 'npm' | 'synthetic';
	package: string;
	version: string;
	file: string;
	line: number;
	column: number;
	offset: number;
	length: number;
	sha256: string;
	/** What the listener's text alone allows one to say. */
	verdict: string;
	verdictWithFile: string;
	ambiguous: boolean;
	reason: string;
}

/** Every label of the corpus, in file order. */
export function loadLabels(): Label[] {
	return readFileSync(join(FOLDER, 'labels.jsonl'), 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line): Label => JSON.parse(line));
}

/** The whole text of the label's file; throws when the listener in it is not the one that was labelled. */
export function labelledText(label: Label): string {
	const folder = label.origin === 'npm' ? packageFolder(label.package, label.version) : FOLDER;
	const text = readFileSync(join(folder, label.file), 'utf8');
	const listener = text.slice(label.offset, label.offset + label.length);
	const hash = createHash('sha256').update(listener).digest('hex').slice(0, 16);
	if (hash !== label.sha256)
		throw new Error(`${label.id}: the text is not the one that was labelled (${hash})`);
	const before = text.slice(0, label.offset);
	const line = before.split('\n').length;
	const column = label.offset - (before.lastIndexOf('\n') + 1);
	if (line !== label.line || column !== label.column)
		throw new Error(`${label.id}: found at ${line}:${column}`);
	return text;
}
