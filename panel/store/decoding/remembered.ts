import type { ProtoChoice } from '../../../src/decode/decoded.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';

/** How a person wants the frames of a kind of sockets read. */
export interface ReadingChoice {
	/** Id of a protocol; absent: automatic. */
	protocol?: string;
	proto?: ProtoChoice;
}

/** Choices by the pattern of their sockets, the latest last. */
export type ReadingChoices = Record<string, ReadingChoice>;

/** Choices kept; the oldest are given up. */
const MOST = 200;

/**
 * What stays the same of a socket from visit to visit: its address without query and with `*` for parts that look like
 * ids, and the subprotocol.
 */
export function patternOf({ url, protocol }: Pick<SocketRecord, 'url' | 'protocol'>): string {
	const address = /^(\w+:\/\/[^/?#]*)([^?#]*)/.exec(url);
	if (!address) return `${url} ${protocol}`.trim();
	const [, host = '', path = ''] = address;
	const parts = path.split('/').map((part) => (isId(part) ? '*' : part));
	return `${host}${parts.join('/')} ${protocol}`.trim();
}

/** Numbers, and long words with digits in them: ids of sessions, rooms, people. */
const isId = (part: string): boolean => /^\d+$/.test(part) || (part.length >= 8 && /\d/.test(part));

/** The choices with one more, or without one that says nothing. */
export function withChoice(all: ReadingChoices, pattern: string, choice: ReadingChoice): ReadingChoices {
	const { [pattern]: _, ...others } = all;
	if (choice.protocol === undefined && choice.proto === undefined) return others;
	return Object.fromEntries([...Object.entries(others), [pattern, choice]].slice(-MOST));
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether what was stored are such choices. */
export function isReadingChoices(value: unknown): value is ReadingChoices {
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).every((choice: Partial<ReadingChoice> | null) => {
		if (typeof choice !== 'object' || choice === null) return false;
		const { protocol, proto } = choice;
		if (protocol !== undefined && !isText(protocol)) return false;
		return proto === undefined || [proto?.text, proto?.in, proto?.out].every(isText);
	});
}
