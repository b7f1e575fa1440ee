import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { redactCode, redactText } from '../../../src/export/redact/redact-text.ts';
import { redactValue } from '../../../src/export/redact/redact-value.ts';
import type { HookEvent } from '../../../src/protocol/event.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { secretIn } from '../../../src/session/secrets.ts';
import { Session } from '../../../src/session/session.ts';
import { event as anyEvent, value as anyValue } from '../protocol/arbitraries.ts';
import { added, documentInfo, frame, message, object, text } from '../session/events.ts';
import { everyFormat } from './all-formats.ts';
import { shopSession } from './sessions.ts';

const secret = fc.stringMatching(/^[A-Z][a-z][0-9][A-Za-z0-9]{13,24}$/);
const name = fc.constantFrom(
	'token',
	'access_token',
	'accessToken',
	'X-CSRF-Token',
	'Authorization',
	'cookie',
	'Set-Cookie',
	'password',
	'clientSecret',
	'api_key',
	'apikey',
	'sessionId',
	'session',
	'sid',
	'jwt',
	'credentials',
	'auth',
);

/** Texts in which a credential stands. */
const carriers: Record<string, (name: string, secret: string) => string> = {
	query: (name, secret) => `https://pay.test/x?a=1&${name}=${secret}&b=2`,
	fragment: (name, secret) => `wss://pay.test/#${name}=${secret}`,
	encodedQuery: (name, secret) => `/login?next=${encodeURIComponent(`/cb?${name}=${secret}`)}`,
	userinfo: (_, secret) => `wss://me:${secret}@pay.test/live`,
	header: (name, secret) => `${name}: ${secret}`,
	headers: (name, secret) => `Host: x\r\n${name}: ${secret}\r\nAccept: y`,
	stomp: (_, secret) => `CONNECT\npasscode:${secret}\nlogin:x\n\n\0`.replace('passcode', 'password'),
	cookie: (_, secret) => `Cookie: theme=dark; id=${secret}`,
	bearer: (_, secret) => `Bearer ${secret}`,
	jwt: (_, secret) => `eyJhbGciOiJIUzI1NiJ9.eyJ${secret}.${secret}`,
	github: (_, secret) => `ghp_${secret.repeat(2)}`,
	json: (name, secret) => JSON.stringify({ a: 1, [name]: secret, b: [2] }),
	jsonDeep: (name, secret) => JSON.stringify({ a: [{ [name]: { value: secret, n: 1 } }] }),
	jsonPair: (name, secret) =>
		JSON.stringify([
			[name, secret],
			['Accept', 'x'],
		]),
	jsonField: (name, secret) => JSON.stringify({ name, value: secret }),
	socketIo: (name, secret) => `42${JSON.stringify(['login', { [name]: secret }])}`,
	cut: (name, secret) => JSON.stringify({ a: 1, [name]: `${secret}${secret}` }).slice(0, -6),
	base64: (name, secret) => Buffer.from(JSON.stringify({ [name]: secret })).toString('base64'),
	spaced: (name, secret) => `{ "${name}" : "${secret}" }`,
};
const carried = fc
	.tuple(fc.constantFrom(...Object.keys(carriers)), name, secret, fc.nat(3))
	.map(([carrier, name, secret, depth]) => {
		let text = (carriers[carrier] as (name: string, secret: string) => string)(name, secret);
		// JSON in JSON in JSON.
		for (let i = 0; i < depth; i++) text = JSON.stringify({ type: 'x', body: text, n: i });
		return { carrier, secret, text };
	});

const binary = (bytes: Uint8Array): Value => ({
	t: 'view',
	id: 90,
	c: 'Uint8Array',
	b: Buffer.from(bytes).toString('base64'),
	n: bytes.length,
	o: 0,
});

/** Values in which a credential stands, in any kind of container. */
const planted: fc.Arbitrary<{ secret: string; value: Value }> = fc.oneof(
	carried.map(({ secret, text: t }) => ({ secret, value: text(t) })),
	fc
		.tuple(name, secret)
		.map(([name, secret]) => ({ secret, value: object({ a: text('x'), [name]: text(secret) }) })),
	fc.tuple(name, secret).map(([name, secret]) => ({
		secret,
		value: object({ [name]: object({ inner: { t: 'array', id: 5, e: [[0, text(secret)]], n: 1 } }) }),
	})),
	fc.tuple(name, secret).map(([name, secret]) => ({
		secret,
		value: { t: 'array', id: 3, e: [[name, text(secret)]], n: 0 } satisfies Value,
	})),
	fc.tuple(name, secret).map(([name, secret]) => ({
		secret,
		value: { t: 'map', id: 3, e: [[text(name), text(secret)]], n: 1 } satisfies Value,
	})),
	fc.tuple(name, secret).map(([name, secret]) => ({
		secret,
		value: object({ value: text(secret), name: text(name) }),
	})),
	carried.map(({ secret, text: t }) => ({ secret, value: object({ [t]: text('x') }) })),
	carried.map(({ secret, text: t }) => ({
		secret,
		value: { t: 'error', id: 3, c: 'Error', v: 'failed', s: t } satisfies Value,
	})),
	carried.map(({ secret, text: t }) => ({ secret, value: binary(new TextEncoder().encode(t)) })),
	carried.map(({ secret, text: t }) => ({ secret, value: binary(Buffer.from(t, 'utf16le')) })),
	carried.map(({ secret, text: t }) => ({ secret, value: binary(gzipSync(new TextEncoder().encode(t))) })),
	fc
		.tuple(name, secret)
		.map(([name, secret]) => ({ secret, value: binary(encode({ a: 1, [name]: secret })) })),
);

const nested = fc
	.tuple(planted, fc.array(fc.constantFrom('object', 'array', 'map', 'set'), { maxLength: 4 }))
	.map(([{ secret, value }, around]) => ({
		secret,
		value: around.reduce<Value>((inner, kind, at) => {
			const id = 20 + at;
			if (kind === 'object') return { t: 'object', id, e: [['a', inner]] };
			if (kind === 'array') return { t: 'array', id, e: [[0, inner]], n: 1 };
			if (kind === 'map') return { t: 'map', id, e: [[text('k'), inner]], n: 1 };
			return { t: 'set', id, e: [inner], n: 1 };
		}, value),
	}));

/** The secret itself, or what its inside becomes in base64, whatever stands before it. */
const traces = (secret: string): string[] => [
	secret,
	...[0, 1, 2].map((shift) => Buffer.from(secret.slice(shift)).toString('base64').slice(2, -4)),
];
const leaks = (output: string, secret: string): string[] =>
	traces(secret).filter((trace) => output.includes(trace));

describe('redaction', () => {
	it('takes a credential out of text, wherever it stands, and changes nothing the second time', () => {
		fc.assert(
			fc.property(carried, ({ text, secret }) => {
				const redacted = redactText(text);
				expect(leaks(redacted, secret)).toEqual([]);
				expect(redactText(redacted)).toBe(redacted);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('takes base64 for what it is, also where it looks as if it had the name of a credential', () => {
		// The letters of “jwt” stand in it.
		const encoded = btoa('{"Set-Cookie":"Aa00bpLaAaAA0a0aaa0A"}');
		expect(encoded).toMatch(/jwt/i);
		expect(redactText(`a ${encoded} b`)).toBe('a [redacted] b');
	});

	it('leaves JSON JSON', () => {
		fc.assert(
			fc.property(fc.jsonValue(), name, secret, (json, name, secret) => {
				for (const held of [secret, 17, { a: secret }, [secret], null]) {
					const redacted = redactText(JSON.stringify({ before: json, [name]: held, after: 1 }));
					expect(JSON.parse(redacted)).toMatchObject({ after: 1 });
				}
			}),
		);
	});

	it.each([
		{ url: 'https://x.test/?token=', next: 'y' },
		{ hint: 'your token:', next: 'y', list: [1] },
		{ prefix: 'token=', next: { a: 'b' } },
		['token=', 'x'],
		{ name: 'sid', path: '/' },
	])('leaves %j as it is, which has a name and no value', (json) => {
		for (const text of [JSON.stringify(json), JSON.stringify({ body: JSON.stringify(json) })])
			expect(redactText(text)).toBe(text);
	});

	it('takes a credential out of values, at any depth', () => {
		fc.assert(
			fc.property(nested, ({ value, secret }) => {
				const redacted = redactValue(value);
				expect(leaks(JSON.stringify(redacted), secret)).toEqual([]);
				expect(redactValue(redacted)).toEqual(redacted);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('takes a credential out of every format, from every field of every event', () => {
		const places: Record<string, (text: string) => HookEvent> = {
			origin: (origin) => message(1, { origin }),
			targetName: (name) =>
				frame(1, {}) && message(1, { target: { kind: 'broadcast-channel', id: 2, name } }),
			stack: (url) => added(1, 1, { stack: [{ url, line: 1, column: 1 }] }),
			threw: (threw) => ({
				kind: 'listener-ran',
				seq: 3,
				time: 3,
				listener: 1,
				message: 1,
				reads: [],
				threw,
			}),
			thrownAt: (url) => ({
				kind: 'listener-ran',
				seq: 3,
				time: 3,
				listener: 1,
				message: 1,
				reads: [],
				threw: 'x',
				thrownAt: { url, line: 1, column: 1 },
			}),
			url: (url) => ({
				kind: 'socket-connecting',
				seq: 4,
				time: 4,
				socket: 1,
				requested: url,
				url,
				protocols: [url],
				api: 'WebSocket',
				stack: [{ url, line: 1, column: 1 }],
			}),
			reason: (reason) => ({
				kind: 'socket-closed',
				seq: 5,
				time: 5,
				socket: 1,
				code: 1_000,
				reason: reason.slice(0, 1_000),
				wasClean: true,
				by: 'peer',
			}),
			fault: (text) => ({ kind: 'fault', seq: 6, time: 6, where: 'x', text }),
		};
		fc.assert(
			fc.property(carried, nested, ({ text, secret }, inside) => {
				const session = new Session();
				session.preserve = true;
				session.introduce(documentInfo({ url: text, title: text }), 1);
				session.frames = [{ frameId: 8, parentFrameId: 0, url: text, errorOccurred: false }];
				session.navigate(text, 1);
				const events = [
					added(10, 1),
					message(11, { message: 1, data: inside.value }),
					frame(12, { data: inside.value, opcode: inside.value.t === 'view' ? 'binary' : 'text' }),
					...Object.values(places).map((make, at) => ({ ...make(text), seq: 20 + at })),
				];
				session.addBatch('top', 1, JSON.stringify(events), 1_000);
				expect(session.losses.rejected).toBe(0);
				for (const [format, file] of Object.entries(everyFormat(session))) {
					expect([format, ...leaks(file, secret), ...leaks(file, inside.secret)]).toEqual([format]);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('takes out whatever the findings call a credential', () => {
		const made = 'Zx9kQ7vLmN2pR4tYw8Hb3cF6';
		for (const text of [
			`PHPSESSID=${made}`,
			`ASPSESSIONIDABCDEFGH=${made}`,
			`{"JSESSIONID":"${made}"}`,
			`connect.sid=${made}`,
			`GOCSPX-${made}`,
			`xapp-1-${made}`,
			`sq0atp-${made}`,
			`sk_live_${made}`,
			`dop_v1_${'0a'.repeat(32)}`,
			`shpat_${'0a'.repeat(16)}`,
			`key-${'0a'.repeat(16)}`,
			`SK${'0a'.repeat(16)}`,
			`12345678:AA${made}${made.slice(0, 9)}`,
			`EAA${made.repeat(3)}`,
			`https://hooks.slack.com/services/T0AB/B0AB/${made}`,
			`https://a.test/x?X-Goog-Signature=${'0a'.repeat(32)}`,
			`/cb?code=${made}&state=x`,
		]) {
			expect([text, secretIn(text)]).not.toEqual([text, undefined]);
			const redacted = redactText(text);
			expect([redacted, secretIn(redacted)]).toEqual([redacted, undefined]);
			expect(redactText(redacted)).toBe(redacted);
		}
	});

	const hidden = 'Zx9kQ7vLmN2pR4tY';
	it.each<[string, string]>([
		['the password of STOMP by its own name', `CONNECT\npasscode:${hidden}\nlogin:me\n\n\0`],
		[
			'an address in an address in an address',
			`/a?next=${encodeURIComponent(encodeURIComponent(`/b?sid=${hidden}`))}`,
		],
		['a code in an address in an address', `/a?next=${encodeURIComponent(`/cb?code=${hidden}`)}`],
		['what JSON writers escape for HTML', `{"url":"/x?a=1\\u0026sid\\u003d${hidden}\\u0026b=2"}`],
		['a code that JSON writers escape for HTML', `{"url":"/x?a=1\\u0026code=${hidden}"}`],
		['elements of XML', `<login><user>me</user><password>${hidden}</password></login>`],
		[
			'elements of XML with a prefix and attributes',
			`<sasl:auth mechanism="PLAIN" xmlns:sasl="urn:x">${hidden}</sasl:auth>`,
		],
		['a parameter with a comma in it', `wss://a.test/?password=a,b;${hidden}&x=1`],
		['a field whose value comes first', `{"value":"${hidden}","name":"session"}`],
		[
			'a field with others between its name and its value',
			JSON.stringify([
				{ name: 'sid', path: '/', secure: true, value: hidden },
				{ name: 'a', value: 'x' },
			]),
		],
		[
			'a field in JSON in JSON',
			JSON.stringify({ body: JSON.stringify({ key: 'api_key', at: 1, val: hidden }) }),
		],
	])('takes out %s', (_, text) => {
		const redacted = redactText(text);
		expect(redacted).not.toContain(hidden);
		expect(redacted).toContain('[redacted]');
		expect(redactText(redacted)).toBe(redacted);
		expect(redactText(JSON.stringify({ text }))).not.toContain(hidden);
	});

	it.each([
		'token=Zx9kQ7vLmN2pR4tY',
		'{ "token": "Zx9kQ7vLmN2pR4tY" }',
		'{\n  "token": "Zx9kQ7vLmN2pR4tY"\n}',
		'[{"password":"Zx9kQ7vLmN2pR4tY"}]',
		'Authorization: Bearer Zx9kQ7vLmN2pR4tY',
	])('takes out base64 of %s', (inner) => {
		const encoded = btoa(inner);
		for (const form of [encoded, encoded.replaceAll('=', ''), encoded.replaceAll('=', '%3D')]) {
			const text = JSON.stringify({ body: form, after: `data:text/plain;base64,${form}` });
			expect([form, redactText(text).includes(encoded.slice(0, 16))]).toEqual([form, false]);
			expect(JSON.parse(redactText(text))).toMatchObject({ body: expect.stringContaining('[redacted]') });
		}
	});

	it('leaves other base64 alone', () => {
		const text = JSON.stringify({
			body: btoa('the quick brown fox jumps over the lazy dog'),
			path: '/a/b/c/d/e/f/g/h/i',
		});
		expect(redactText(text)).toBe(text);
	});

	it('takes protocols that name a credential and its value apart', () => {
		const session = shopSession();
		const stack = [] as const;
		const protocols = ['access_token', 'Xy9planted0Secret', 'chat'];
		const event = {
			kind: 'socket-connecting',
			seq: 90,
			time: 2_000,
			socket: 9,
			requested: '/',
			url: 'wss://a.test/',
		};
		session.addBatch('top', 9, JSON.stringify([{ ...event, protocols, api: 'WebSocket', stack }]), 2_000);
		const { json, har } = everyFormat(session);
		expect(json).toContain('["access_token","[redacted]","chat"]');
		expect(json + har).not.toContain('Xy9planted0Secret');
	});

	it('keeps places in scripts and the scripts themselves', () => {
		const source = `(e) => { const token = e.data.token; if (token === 'Ab1planted') go("wss://x/?sid=Ab2planted"); const password = "Ab3planted"; xhr.setRequestHeader('Authorization', 'Ab4planted') }`;
		const redacted = redactCode(source);
		expect(redacted).toHaveLength(source.length);
		expect(redacted).toContain('const token = e.data.token;');
		for (const n of [2, 3, 4]) expect(redacted).not.toContain(`Ab${n}planted`);
		const sum = 'go("wss://x/?sid=" + id + "&a=1")';
		expect(redactCode(sum)).toBe(sum);
	});

	it.each([
		'The author of the basic inside story: signed',
		'{"type":"resize","height":300,"author":"me","authority":"x"}',
		'https://shop.test/a/b?page=2&sort=asc#top',
		'{"token":null,"auth":true,"hasCookie":false}',
		'wss://shop.test/socket.io/?EIO=4&transport=websocket',
		'0a1b2c3d-0000-4000-8000-000000000000',
	])('leaves %s as it is', (text) => {
		expect(redactText(text)).toBe(text);
		expect(redactText(JSON.stringify({ text }))).toBe(JSON.stringify({ text }));
	});

	it('leaves everything in when asked to', () => {
		const session = shopSession();
		session.addBatch('top', 9, JSON.stringify([message(90, { data: text('token=Ab1planted') })]), 2_000);
		const files = everyFormat(session, false);
		expect(files.json).toContain('token=Ab1planted');
		expect(files.csv).toContain('token=Ab1planted');
		expect(everyFormat(session).csv).not.toContain('Ab1planted');
	});

	it('never fails', () => {
		fc.assert(fc.property(anyValue, (value) => void redactValue(value)));
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 5 }), (events) => {
				const session = new Session();
				session.introduce(documentInfo(), 1);
				session.addBatch('top', 1, JSON.stringify(events), 1_000);
				everyFormat(session);
			}),
		);
	});

	it('takes time in proportion to the text', () => {
		const time = (text: string): number => {
			const start = performance.now();
			redactText(text);
			redactCode(text);
			return performance.now() - start;
		};
		for (const unit of [
			'eyJa',
			'token',
			'//a',
			'"\\',
			'Bearer ',
			'auth:{',
			'auth:',
			'sid=',
			'basic+',
			'<auth ',
			'{"name":"sid","value":',
			'a-',
			'sid="',
			'-----BEGIN PRIVATE KEY-----',
		]) {
			time(unit.repeat(1_000));
			expect([unit, time(unit.repeat(200_000 / unit.length)) < 1_000]).toEqual([unit, true]);
		}
	});
});
