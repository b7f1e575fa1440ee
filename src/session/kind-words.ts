import type { HookEvent } from '../protocol/event.ts';
import { channels, rowKinds } from './row.ts';
import { socketRules } from './socket-findings.ts';

const events: Record<HookEvent['kind'], true> = {
	'listener-added': true,
	'listener-unwrapped': true,
	'listener-removed': true,
	'listener-ran': true,
	message: true,
	'message-seen': true,
	'seen-from': true,
	sent: true,
	'channel-created': true,
	'socket-connecting': true,
	'socket-opened': true,
	'socket-frame': true,
	'frame-released': true,
	'socket-closing': true,
	'socket-closed': true,
	'socket-errored': true,
	'binary-type-set': true,
	'sink-reached': true,
	'document-opened': true,
	dropped: true,
	fault: true,
};

/** What a finding can be about that is no listener and no socket. */
export const sendRules = [
	'secret-to-anyone',
	'secret-across',
	'undelivered',
	'forwarded-to-socket',
	'reached-sink',
	'unhooked-frame',
] as const;

/** All that rows, listeners and findings are by `kind:` of a filter. */
const words: ReadonlySet<string> = new Set([
	...rowKinds,
	...channels,
	...Object.keys(events),
	...socketRules,
	...sendRules,
]);

export const isKind = (word: string): boolean => words.has(word);
