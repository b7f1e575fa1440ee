import type { Tally } from '../protocol/checks.ts';
import type { Session } from '../session/session.ts';
import { JsonMembers, type Member } from './json-members.ts';
import { SessionBuilder } from './rebuild-session.ts';
import { checked, itemChecks, memberChecks } from './session-checks.ts';
import { type SavedSession, SESSION_FORMAT, SESSION_VERSION } from './session-file.ts';
import { SessionProblem } from './session-problem.ts';

export interface OpenedSession {
	session: Session;
	/** ms since the epoch. */
	savedAt: number;
	/** Version of Earshot that saved it. */
	earshot: string;
	redacted: boolean;
	/** Undeclared fields left out, and texts cut, of what was otherwise accepted. */
	tally: Tally;
}

/**
 * Opens a saved session from its text, in chunks of any size. The file is as trustworthy as a page: nothing
 * undeclared comes in. Throws a SessionProblem for a file that is wrong in any place.
 */
export async function readSession(chunks: AsyncIterable<string> | Iterable<string>): Promise<OpenedSession> {
	const members = new JsonMembers();
	const reader = new Reader();
	let first = true;
	for await (const chunk of chunks) {
		// Editors on Windows put a byte order mark in front.
		const text = first && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk;
		first &&= chunk === '';
		for (const member of members.push(text)) reader.take(member);
	}
	for (const member of members.finish()) reader.take(member);
	return reader.finish();
}

type ItemKey = keyof typeof itemChecks;
type MemberKey = keyof typeof memberChecks;

class Reader {
	readonly #tally: Tally = { unknownFields: 0, cutTexts: 0 };
	readonly #builder = new SessionBuilder();
	readonly #members: Record<string, unknown> = {};
	readonly #lists: Record<string, unknown[]> = {};
	#taken = 0;

	take({ key, index, value }: Member): void {
		this.#taken++;
		if (this.#taken === 1 && (key !== 'format' || value !== SESSION_FORMAT))
			throw new SessionProblem('not-a-session');
		if (this.#taken === 1) return;
		if (this.#taken === 2) {
			if (key !== 'version' || !Number.isSafeInteger(value) || Number(value) < 1)
				throw new SessionProblem('not-a-session');
			if (value !== SESSION_VERSION) throw new SessionProblem('other-version', String(value));
			return;
		}
		if (Object.hasOwn(itemChecks, key)) this.#takeItem(key as ItemKey, index, value);
		else if (Object.hasOwn(memberChecks, key)) this.#takeMember(key as MemberKey, value);
		else if (index < 0) this.#tally.unknownFields++;
	}

	finish(): OpenedSession {
		if (this.#taken === 0) throw new SessionProblem('not-a-session');
		for (const key of Object.keys(itemChecks))
			if (!this.#lists[key]) throw new SessionProblem('missing', key);
		for (const key of Object.keys(memberChecks)) {
			if (!Object.hasOwn(this.#members, key)) throw new SessionProblem('missing', key);
		}
		const saved = { ...this.#members, ...this.#lists } as unknown as SavedSession;
		const { savedAt, earshot, redacted } = saved;
		return { session: this.#builder.finish(saved), savedAt, earshot, redacted, tally: this.#tally };
	}

	#takeItem(key: ItemKey, index: number, value: unknown): void {
		if (index < 0) {
			if (!Array.isArray(value) || this.#lists[key]) throw new SessionProblem('bad-item', key);
			this.#lists[key] = [];
			return;
		}
		const item = checked<unknown>(itemChecks[key], value, this.#tally);
		if (item === undefined) throw new SessionProblem('bad-item', `${key}[${index}]`);
		if (key === 'rows') this.#builder.add(item as SavedSession['rows'][number]);
		else this.#lists[key]?.push(item);
	}

	#takeMember(key: MemberKey, value: unknown): void {
		const member = checked<unknown>(memberChecks[key], value, this.#tally);
		if (member === undefined || Object.hasOwn(this.#members, key)) throw new SessionProblem('bad-item', key);
		this.#members[key] = member;
	}
}
