import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuntimeContext, Severity, SinkKind, VerdictName } from '../../src/analyser/verdict.ts';

const FOLDER = 'test/fixtures/listeners';

/** A verdict that depends on what is known of the document. */
export interface Case {
	context: RuntimeContext;
	verdict: VerdictName;
	minSeverity?: Severity;
	maxSeverity?: Severity;
}

/** How to run the script: what it needs to find in the page, what is posted to it, what counts as a use. */
export interface Staging {
	/** The message; "§" is the mark that is looked for in the page, "§origin" the sender's origin. */
	data?: unknown;
	/** Dotted path of a page value to what it is, e.g. "document.referrer". */
	env?: Record<string, unknown>;
	/** Page functions whose call is a use whatever they are given. */
	uses?: string[];
	/** Path in the page of the window the message comes from; a stranger's otherwise. */
	source?: string;
	/** How often the message is posted before the use must have happened. */
	times?: number;
	/** Document facts that go with the staging. */
	context?: RuntimeContext;
}

/** What the analyser must say of one script. */
export interface Expectation extends Staging {
	/** The one right verdict, or several that are all defensible. */
	verdict?: VerdictName | VerdictName[];
	/** For a script with another number of listeners than one: the verdict of each, in order. */
	verdicts?: VerdictName[];
	/** A pattern that one of the named conditions must match. */
	condition?: string;
	/** A pattern that a reason or condition must match. */
	mentions?: string;
	maxSeverity?: Severity;
	sinks?: SinkKind[];
	cases?: Case[];
	/** An origin that must get through when the script runs. */
	trusted?: string;
	/** Further origins the script accepts on purpose. */
	accepts?: string;
	/** No origin gets through, the right one neither. */
	never?: boolean;
	/** Cannot be run outside a page. */
	noRun?: boolean;
}

/** One script of a rule's folder with what is expected of it. */
export interface Fixture {
	/** Folder and file, e.g. "B1-index-of/bad.js". */
	id: string;
	/** Row of docs/origin-checks.md, e.g. "B1"; "shape" for ways of writing that must make no difference. */
	row: string;
	title: string;
	file: string;
	text: string;
	expected: Expectation;
}

interface FolderFile extends Staging {
	row: string;
	title: string;
	files: Record<string, Expectation>;
}

/** Every rule fixture; what a folder says holds for each of its scripts unless the script says otherwise. */
export function loadFixtures(): Fixture[] {
	return readdirSync(FOLDER)
		.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
		.flatMap((folder) => {
			const json = readFileSync(join(FOLDER, folder, 'expected.json'), 'utf8');
			const { row, title, files, ...staging }: FolderFile = JSON.parse(json);
			return Object.entries(files).map(([file, own]) => ({
				id: `${folder}/${file}`,
				row,
				title,
				file,
				text: readFileSync(join(FOLDER, folder, file), 'utf8'),
				expected: { ...staging, ...own },
			}));
		});
}
