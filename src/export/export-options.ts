import { none, type Redactor, redacting } from './redact/redactor.ts';

export interface ExportOptions {
	/** Version of Earshot. */
	version: string;
	/** ms since the epoch. */
	now: number;
	/** Whether credentials are taken out; they are unless this is false. */
	redact?: boolean;
}

export function redactorOf({ redact }: Pick<ExportOptions, 'redact'>): Redactor {
	return redact === false ? none : redacting;
}

/** A file in pieces, made as they are asked for; `count` is about how many there will be. */
export interface Pieces {
	count: number;
	pieces: Iterable<string>;
}
