import { hostOf, originOf } from './explain-handshake.ts';
import { headerOf } from './headers.ts';
import { siteOf } from './hijack/plan-probes.ts';
import { type SecretKind, secretIn } from './secrets.ts';
import type { Session } from './session.ts';
import type { SocketRecord } from './socket-record.ts';

export const socketRules = [
	'plain-socket',
	'secret-in-url',
	'hijackable-socket',
	'weak-socket-origin',
	'open-socket-origin',
	'cross-site-cookies',
	'secret-to-third-party',
] as const;
export type SocketRule = (typeof socketRules)[number];

/** Something wrong with a connection. `key`: what it is about, the same over reloads. */
export interface SocketFinding {
	rule: SocketRule;
	key: string;
	severity: 'high' | 'medium' | 'low';
	confidence: 'high' | 'medium';
	/** What kind of credential it is about. */
	secret?: SecretKind;
	socket: SocketRecord;
}

/** What is known to be wrong with the sockets of a session. */
export function* socketFindings({ sockets, documents }: Session): Generator<SocketFinding> {
	for (const socket of sockets) {
		if (!socket || socket.url === '') continue;
		const origin = documents.get(socket.document)?.info?.origin ?? '';
		const key = socket.url.replace(/[?#].*$/, '');
		for (const finding of findingsAbout(socket, origin)) yield { ...finding, key, socket };
	}
}

type Found = Pick<SocketFinding, 'rule' | 'severity' | 'confidence' | 'secret'>;

function* findingsAbout(socket: SocketRecord, origin: string): Generator<Found> {
	const { url, protocols, hijack, handshake, sentSecret } = socket;
	if (/^ws:/i.test(url) && !isLoopback(url)) {
		yield { rule: 'plain-socket', severity: 'medium', confidence: 'high' };
	}
	const secret = [url, ...protocols].map(secretIn).find((kind) => kind !== undefined);
	if (secret) yield { rule: 'secret-in-url', severity: 'medium', confidence: 'medium', secret };
	if (hijack === 'hijackable') yield { rule: 'hijackable-socket', severity: 'high', confidence: 'high' };
	if (hijack === 'weak') yield { rule: 'weak-socket-origin', severity: 'medium', confidence: 'high' };
	if (hijack === 'kept') yield { rule: 'open-socket-origin', severity: 'low', confidence: 'high' };
	if (!/^https?:/.test(origin) || siteOf(origin, originOf(url)) !== 'cross-site') return;
	if (headerOf(handshake?.handshake.request ?? [], 'Cookie')) {
		yield { rule: 'cross-site-cookies', severity: 'low', confidence: 'medium' };
	}
	if (sentSecret) yield { rule: 'secret-to-third-party', severity: 'medium', confidence: 'medium' };
}

/** Hosts of this machine: what goes there is seen by nobody on the way. */
function isLoopback(url: string): boolean {
	return /^(localhost|([^:]+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(hostOf(url));
}
