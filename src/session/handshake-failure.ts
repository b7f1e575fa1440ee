import type { Handshake } from '../protocol/handshake.ts';
import { headerOf, tokensOf } from './headers.ts';

/** Why a handshake failed, as far as its traces tell (`handshakeFailure_…` of the catalogue). */
export const failures = [
	'redirect',
	'badRequest',
	'unauthorised',
	'forbidden',
	'notFound',
	'notAllowed',
	'upgradeRequired',
	'tooMany',
	'gateway',
	'server',
	'ordinary',
	'otherStatus',
	'wrongAccept',
	'wrongProtocol',
	'refused',
	'name',
	'certificate',
	'blocked',
	'timeout',
	'reset',
	'offline',
	'hidden',
	'unknown',
] as const;
export type Failure = (typeof failures)[number];

const BY_STATUS: Record<number, Failure> = {
	400: 'badRequest',
	401: 'unauthorised',
	403: 'forbidden',
	404: 'notFound',
	405: 'notAllowed',
	426: 'upgradeRequired',
	429: 'tooMany',
	502: 'gateway',
	503: 'gateway',
	504: 'gateway',
};

/** Names of errors of both browsers: net::ERR_… of Chromium, NS_ERROR_… and the like of Firefox. */
const BY_ERROR: [RegExp, Failure][] = [
	[/CONNECTION_REFUSED/, 'refused'],
	[/NAME_NOT_RESOLVED|UNKNOWN_HOST/, 'name'],
	[/CERT|SSL|SEC_ERROR/, 'certificate'],
	[/BLOCKED|CSP|CONTENT_BLOCKED|TRACKING|MIXED/, 'blocked'],
	[/TIMED_OUT|NET_TIMEOUT/, 'timeout'],
	[/RESET|CLOSED|EMPTY_RESPONSE|INTERRUPT|ABORT/, 'reset'],
	[/DISCONNECTED|OFFLINE|UNREACHABLE/, 'offline'],
	// What Chromium says of every answer that is no acceptance.
	[/net::ERR_(FAILED|INVALID_RESPONSE)/, 'hidden'],
];

/** The likely reason of a handshake that failed; undefined where it did not. `accepts` as in explainHandshake. */
export function failureOf(
	{ status, error, response = [] }: Handshake,
	asked: readonly string[],
	isOpened: boolean,
	accepts?: string,
): Failure | undefined {
	if (isOpened) return undefined;
	if (status !== undefined && status !== 101) return byStatus(status);
	if (status === 101) {
		const accept = headerOf(response, 'Sec-WebSocket-Accept');
		if (accept === undefined || (accepts !== undefined && accept.trim() !== accepts)) return 'wrongAccept';
		const chosen = tokensOf(headerOf(response, 'Sec-WebSocket-Protocol'));
		const offered = asked.map((one) => one.toLowerCase());
		if (asked.length > 0 ? !chosen.some((one) => offered.includes(one)) : chosen.length > 0) {
			return 'wrongProtocol';
		}
	}
	if (error === undefined) return status === 101 ? undefined : 'unknown';
	return BY_ERROR.find(([pattern]) => pattern.test(error))?.[1] ?? 'unknown';
}

function byStatus(status: number): Failure {
	const known = BY_STATUS[status];
	if (known) return known;
	if (status >= 500) return 'server';
	if (status >= 300 && status < 400) return 'redirect';
	return status >= 200 && status < 300 ? 'ordinary' : 'otherStatus';
}
