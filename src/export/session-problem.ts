/**
 * - `not-json`: the text stops being JSON at the character `detail`.
 * - `cut`: it ends in the middle.
 * - `not-a-session`: JSON, but nothing that Earshot saved.
 * - `other-version`: saved by a later Earshot; `detail` is the version of its schema.
 * - `missing`: the member `detail` is not there.
 * - `bad-item`: what stands at `detail`, such as `rows[17]`, is not of the declared shape.
 * - `too-large`: one record, `detail`, is larger than any that Earshot writes.
 */
export type SessionProblemCode =
	| 'not-json'
	| 'cut'
	| 'not-a-session'
	| 'other-version'
	| 'missing'
	| 'bad-item'
	| 'too-large';

/** Why a file cannot be opened as a session. */
export class SessionProblem extends Error {
	override readonly name = 'SessionProblem';
	readonly code: SessionProblemCode;
	readonly detail: string;

	constructor(code: SessionProblemCode, detail: string | number = '') {
		super(detail === '' ? code : `${code}: ${detail}`);
		this.code = code;
		this.detail = String(detail);
	}
}
