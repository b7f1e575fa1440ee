import { describe, expect, it } from 'vitest';
import { mayHoldSecret, type SecretKind, secretIn, secretKinds } from '../../../src/session/secrets.ts';

/** Letters and digits, `length` of them: no real key, and no scanner takes this file for one. */
const made = (length: number, alphabet = 'a1B2c3D4e5F6g7H8'): string => alphabet.repeat(20).slice(0, length);
const hex = (length: number): string => made(length, '0123456789abcdef');
const upper = (length: number): string => made(length, 'A1B2C3D4E5F6G7H8');

const CREDENTIALS: readonly [SecretKind, string][] = [
	['jwt', `eyJ${made(20)}.eyJ${made(30)}.${made(43)}`],
	['jwt', `{"t":"eyJ${made(20)}.eyJ${made(30)}."}`],
	['oauth', 'https://shop.test/back?code=4dfa33&state=xyz'],
	['oauth', 'https://shop.test/back?state=xyz&code=4dfa33'],
	['oauth', `https://shop.test/back?code=${made(40)}`],
	['oauth', `ya29.${made(40)}`],
	['oauth', `GOCSPX-${made(28)}`],
	['bearer', `Authorization: Bearer ${made(32)}`],
	['bearer', `Basic ${made(24)}==`],
	['api-key', `ghp_${made(36)}`],
	['api-key', `github_pat_${made(40)}`],
	['api-key', `glpat-${made(20)}`],
	['api-key', `npm_${made(36)}`],
	['api-key', `sk_live_${made(24)}`],
	['api-key', `whsec_${made(32)}`],
	['api-key', `AKIA${upper(16)}`],
	['api-key', `AIza${made(35)}`],
	['api-key', `xoxb-${made(20)}`],
	['api-key', `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${made(24)}`],
	['api-key', `sk-ant-${made(40)}`],
	['api-key', `sk-${made(48)}`],
	['api-key', `hf_${made(34)}`],
	['api-key', `SG.${made(22)}.${made(43)}`],
	['api-key', `key-${hex(32)}`],
	['api-key', `SK${hex(32)}`],
	['api-key', `dop_v1_${hex(64)}`],
	['api-key', `shpat_${hex(32)}`],
	['api-key', `123456789:AA${made(33)}`],
	['signed-url', `https://bucket.test/x?X-Amz-Signature=${hex(64)}`],
	['signed-url', `https://store.test/x?sv=2024&sig=${made(44)}`],
	['url-password', 'wss://user:hunter2@socket.test/'],
	['session', `PHPSESSID=${hex(26)}`],
	['session', `{"sessionId":"${made(16)}"}`],
	['session', `theme=dark; connect.sid=s%3A${made(32)}`],
	['named', '{"password":"correct horse"}'],
	['named', `wss://socket.test/?access_token=${made(12)}`],
	['named', `apiKey: ${made(20)}`],
	['named', `{"profile":{"token":"${made(12)}"}}`],
	['named', `wss://socket.test/?token=${made(16)}`],
	['named', JSON.stringify({ payload: JSON.stringify({ access_token: made(18) }) })],
	['named', JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ password: made(18) }) }) })],
	['session', JSON.stringify({ payload: JSON.stringify({ sessionId: made(16) }) })],
	['named', `Map {"access_token"=>"${made(18)}"}`],
	['named', `{"headers":{"x-api-key":"${made(18)}"}}`],
	['named', `{"X-Auth-Token":"${made(18)}"}`],
	['named', `{"sessionToken":"${made(18)}"}`],
	['named', `{"aws":{"secretAccessKey":"${made(40)}"}}`],
	['oauth', `{"type":"authorized","response":{"code":"${made(20)}","state":"${made(8)}"}}`],
	['oauth', `{"state":"${made(8)}","scope":"openid","code":"${made(20)}"}`],
	['oauth', JSON.stringify(JSON.stringify({ code: made(20), state: made(8) }))],
	['private-key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
	['private-key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
];

const HARMLESS: readonly string[] = [
	'',
	'{"type":"ready","version":3}',
	'postMessage token',
	'{"token":"identifier","value":"x"}',
	'{"token":"comparison-operator"}',
	'{"token":123456789012345}',
	`{"pageToken":"${made(16)}"}`,
	'{"tokens":12,"secretary":"Ms. Example"}',
	'password: string',
	'{"password":"required"}',
	'"authorization": "[redacted]"',
	'secret={{SECRET}}',
	'api_key=<your key>',
	'?code=200&lang=en',
	'?code=de-DE',
	'{"code":"de-DE","state":"settled"}',
	'{"code":"E_CONNECTION_REFUSED","state":"closed"}',
	`{"code":"${made(20)}"}`,
	'{"code":"94105","state":"California"}',
	'https://shop.test/?promo_code=SUMMER2026',
	'eyJub3QiOiJhIHRva2VuIn0',
	`pk_live_${made(24)}`,
	'sk-toggle',
	'basic instructions follow',
	'Basic usage: call it',
	'the bearer of this letter',
	'https://user@host.test/',
	'http://host.test:8080/@scope/package',
	`sha256-${made(43)}=`,
	'550e8400-e29b-41d4-a716-446655440000',
	'sessionStorage',
	'session: closed',
	`?sig=${made(8)}`,
	'key-down',
];

describe('credentials', () => {
	it.each(CREDENTIALS)('of kind %s are known: %s', (kind, text) => {
		expect(secretIn(text)).toBe(kind);
		expect(secretIn(`before ${text} after`)).toBe(kind);
	});

	it.each(CREDENTIALS)('of kind %s may be there at a glance, in JSON too: %s', (_, text) => {
		expect(mayHoldSecret(text)).toBe(true);
		expect(mayHoldSecret(JSON.stringify(JSON.stringify(text)))).toBe(true);
	});

	it.each(HARMLESS)('are not seen in %s', (text) => {
		expect(secretIn(text)).toBeUndefined();
	});

	it('of every kind are tested', () => {
		expect(new Set(CREDENTIALS.map(([kind]) => kind))).toEqual(new Set(secretKinds));
	});

	it('are looked for in time that grows with the text alone', () => {
		const start = performance.now();
		for (const part of [
			'eyJaaaaaaaa.',
			'?code=a',
			'key-',
			'://a:a',
			'Basic a',
			'session_id=',
			'&state=a&',
			`{"code":"${made(20)}",`,
			'"state":"aaaaaa",',
			'\\"token',
			'a.',
		]) {
			secretIn(part.repeat(400_000 / part.length));
		}
		// A search that grew with the square would take minutes.
		expect(performance.now() - start).toBeLessThan(10_000);
	});
});
