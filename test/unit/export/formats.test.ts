import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import Ajv, { type AnySchemaObject } from 'ajv';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Har } from 'har-format';
import { parse, parseFragment } from 'parse5';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { findingsSarif } from '../../../src/export/findings-sarif.ts';
import { escapeHtml } from '../../../src/export/html.ts';
import { inChunks } from '../../../src/export/in-chunks.ts';
import { readSession } from '../../../src/export/read-session.ts';
import { reportOf } from '../../../src/export/report.ts';
import { csvCell, timelineCsv } from '../../../src/export/timeline-csv.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import { mark } from '../../../src/session/marks.ts';
import { takeHandshake } from '../../../src/session/place-handshakes.ts';
import { Session } from '../../../src/session/session.ts';
import { event } from '../protocol/arbitraries.ts';
import { added, documentInfo, frame, message, seen, sent, text } from '../session/events.ts';
import { everyFormat, findingsAbout } from './all-formats.ts';
import { anySession, rowsOf, shopSession } from './sessions.ts';

const require = createRequire(import.meta.url);
const load = (file: string): AnySchemaObject => JSON.parse(readFileSync(require.resolve(file), 'utf8'));

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(file: string): string[][] {
	const records: string[][] = [[]];
	const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
	while (pattern.lastIndex < file.length) {
		const found = pattern.exec(file);
		if (!found) throw new Error('no CSV');
		records.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
		if (found[3] === '\r\n') records.push([]);
	}
	return records.slice(0, -1);
}

/** A session in which one text stands wherever a page can put one. */
function sessionSaying(said: string): Session {
	const session = new Session();
	session.preserve = true;
	session.introduce(documentInfo({ url: said, title: said, origin: said }), 1);
	session.navigate(said, 1);
	const stack = [{ url: said, line: 1, column: 1 }];
	const events = [
		added(1, 1, {
			source: `(e) => { box.innerHTML = e.data } // ${said.replace(/[\r\n\u2028\u2029]/g, '')}`,
			name: said.slice(0, 900),
			stack,
		}),
		message(2, { data: text(said), origin: said }),
		{
			kind: 'socket-connecting',
			seq: 3,
			time: 3,
			socket: 1,
			requested: said,
			url: said,
			protocols: [said],
			api: 'WebSocket',
			stack,
		},
		frame(4, { data: text(said) }),
		{
			kind: 'socket-closed',
			seq: 5,
			time: 5,
			socket: 1,
			code: 1_000,
			reason: said.slice(0, 900),
			wasClean: true,
			by: 'peer',
		},
	];
	session.addBatch('top', 1, JSON.stringify(events), 1_000);
	return session;
}

describe('HAR', () => {
	it('tells what a person had sent, and what their rules took, as a saved session does', async () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const acts = [frame(1, { synthetic: true }), frame(2, { rule: 'blocked' }), frame(3)];
		session.addBatch('top', 1, JSON.stringify(acts), 1_000);
		const files = everyFormat(session);
		const [entry] = (JSON.parse(files.har) as Har).log.entries;
		const { _webSocketMessages: messages } = entry as unknown as { _webSocketMessages: object[] };
		expect(messages.map((each) => ['_synthetic', '_rule'].map((name) => Reflect.get(each, name)))).toEqual([
			[true, undefined],
			[undefined, 'blocked'],
			[undefined, undefined],
		]);
		const { session: opened } = await readSession([files.json]);
		expect(rowsOf(opened).map((row) => opened.rows.marks(row))).toEqual([mark.synthetic, mark.ruled, 0]);
		expect(rowsOf(opened).map((row) => eventOf(opened, row))).toMatchObject(acts);
	});

	it('conforms to the schema of HTTP Archive 1.2', () => {
		const names = readdirSync(dirname(require.resolve('har-schema/lib/har.json')));
		const ajv = new Ajv({ strict: false });
		addFormats(ajv);
		ajv.addMetaSchema(load('ajv/dist/refs/json-schema-draft-06.json'));
		for (const name of names) {
			if (name.endsWith('.json')) ajv.addSchema(load(`har-schema/lib/${name}`));
		}
		const validate = ajv.getSchema('har.json#');
		expect(validate?.({ log: {} })).toBe(false);
		fc.assert(
			fc.property(fc.oneof(anySession, fc.string().map(sessionSaying)), (session) => {
				validate?.(JSON.parse(everyFormat(session).har));
				expect(validate?.errors).toBeNull();
			}),
		);
	});

	it('has an entry for each socket with its frames and its close', () => {
		const { log } = JSON.parse(everyFormat(shopSession()).har) as Har;
		expect(log.entries).toHaveLength(1);
		expect(log.entries[0]).toMatchObject({
			pageref: log.pages?.[0]?.id,
			request: {
				url: 'ws://shop.test/live',
				headers: [{ name: 'Sec-WebSocket-Protocol', value: 'chat, v2' }],
			},
			response: { status: 101 },
			time: 35,
			_resourceType: 'websocket',
			_webSocketMessages: [
				{ type: 'send', time: 1.02, opcode: 1, data: 'hello' },
				{ type: 'receive', time: 1.03, opcode: 2, data: 'AQID' },
			],
			_webSocketClose: { code: 1_011, reason: 'out of memory', wasClean: true, by: 'peer' },
		});
	});
});

describe('SARIF of findings', () => {
	const log = (session: Session): Log => JSON.parse(everyFormat(session).sarif);

	it('conforms to the schema of the standard', () => {
		// One of the schema's patterns is no valid expression in Unicode mode.
		const ajv = new AjvDraft4({ strict: false, unicodeRegExp: false });
		addFormats(ajv);
		const validate = ajv.compile(load('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
		fc.assert(
			fc.property(fc.oneof(anySession, fc.string().map(sessionSaying)), (session) => {
				validate(log(session));
				expect(validate.errors).toBeNull();
			}),
			{ numRuns: 50 },
		);
	});

	it('brings the listener along, in whose text the places are', () => {
		const [run] = log(shopSession()).runs;
		expect(run?.results?.map(({ ruleId }) => ruleId)).toEqual(['message-listener/none', 'plain-socket']);
		const place = run?.results?.[0]?.locations?.[0]?.physicalLocation;
		const artifact = run?.artifacts?.find(({ location }) => location?.uri === place?.artifactLocation?.uri);
		const line = artifact?.contents?.text?.split('\n')[(place?.region?.startLine ?? 0) - 1];
		expect(line?.slice((place?.region?.startColumn ?? 0) - 1)).toContain('e.data.html');
		expect(run?.results?.[0]?.relatedLocations?.at(-1)).toMatchObject({
			message: { text: 'registered here' },
			physicalLocation: {
				artifactLocation: { uri: 'https://shop.test/app.js' },
				region: { startLine: 3, startColumn: 8 },
			},
		});
		expect(run?.results?.[1]).toMatchObject({ suppressions: [{ kind: 'external', status: 'accepted' }] });
	});
});

describe('a finding whose verdict is another than that of the code', () => {
	const session = shopSession();
	const options = { version: '1.2.3', now: 5_000 };
	const findings = findingsAbout(session);
	const list = findings.list.map((finding) =>
		finding.rule === 'listener'
			? {
					...finding,
					verdict: 'weak',
					severity: 'high' as const,
					confidence: 'high' as const,
					reason: 'A message that said it was from https://evil.test got through.',
				}
			: finding,
	);

	it('is told as what it is in SARIF, with what the code says beside it', () => {
		const [run] = findingsSarif(session, { ...findings, list }, options).runs;
		const result = run?.results?.[0];
		expect(result).toMatchObject({ ruleId: 'message-listener/weak', level: 'error' });
		expect(run?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe('message-listener/weak');
		expect(result?.message.text).toContain('A message that said it was from https://evil.test got through.');
		expect(result?.properties).toMatchObject({ verdict: 'weak', confidence: 'high' });
		const stated = findings.verdictOf(0)?.reasons[0]?.message ?? '?';
		expect(JSON.stringify(result?.relatedLocations)).toContain(JSON.stringify(stated).slice(1, -1));
	});

	it('is told with all that the code says in the reports', () => {
		const report = reportOf(session, { ...findings, list }, options);
		const stated = findings.verdictOf(0)?.reasons[0]?.message;
		expect(report.findings[0]).toMatchObject({
			why: 'A message that said it was from https://evil.test got through.',
			evidence: expect.arrayContaining([stated]),
		});
		const same = reportOf(session, findings, options).findings[0];
		expect(same?.why).toBe(stated);
		expect(same?.evidence).not.toContain(stated);
	});
});

describe('CSV', () => {
	it('has a record for each row of the timeline, of as many cells as the header', () => {
		fc.assert(
			fc.property(anySession, (session) => {
				const [head, ...records] = readCsv(everyFormat(session, false).csv);
				expect(head?.[0]).toBe('\uFEFFtime');
				expect(records).toHaveLength(session.timeline.length);
				for (const record of records) expect(record).toHaveLength(head?.length ?? 0);
			}),
		);
	});

	it('gives every text back as it was, but for the apostrophe, and has no formula', () => {
		const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '＝', '', '"', ',', '\n');
		fc.assert(
			fc.property(start, fc.string(), (start, rest) => {
				const [[cell = ''] = []] = readCsv(`${csvCell(start + rest)}\r\n`);
				expect(cell.replaceAll("'", '')).toBe((start + rest).replaceAll("'", ''));
				expect(cell.trimStart()).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
			}),
		);
	});

	it('has no formula either where a spreadsheet parts cells at semicolons or tabs, as those of many countries do', () => {
		for (const text of ['a;=1+1', 'a; @b', 'a\t+1', 'a\n=1', '"a";"=1"', ';;-1', '＝1;＝2']) {
			const file = `x,${csvCell(text)}\r\n`;
			for (const cell of file.split(/[;\t\r\n]/))
				expect([text, cell]).not.toEqual([text, expect.stringMatching(/^\s*"*[=+\-@＝＋－＠]/)]);
		}
		expect(csvCell('a; b - c=d')).toBe('a; b - c=d');
	});

	it('writes the rows that are asked for', () => {
		const session = shopSession();
		const rows = rowsOf(session).filter((row) => session.rows.kind(row) === 'frame');
		const file = [...timelineCsv(session, { verdictOf: () => undefined, rows }).pieces].join('');
		const records = readCsv(file).slice(1);
		expect(records.map((record) => [record[1], record[3], record[4], record.at(-1)])).toEqual([
			['frame', 'out', 'https://shop.test/cart', 'hello'],
			['frame', 'in', 'ws://shop.test/live', 'ArrayBuffer(3)'],
		]);
	});

	it('says what the list says: what a call delivered, and what reached which sink', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const own = { origin: 'https://shop.test', source: { relation: 'self' } as const };
		const reached = { kind: 'sink-reached', seq: 9, time: 1_009, n: 2, sink: 'innerHTML', stack: [] };
		const events = [
			sent(1),
			message(2, { ...own, data: text('{"type":"hi"}') }),
			seen(2, own),
			{ ...reached, text: 'bold', value: '<b>bold</b>' },
		];
		session.addBatch('top', 1, JSON.stringify(events), 1_500);
		const file = [...timelineCsv(session, { verdictOf: () => undefined }).pieces].join('');
		const records = readCsv(file).slice(1);
		expect(records.map((record) => [record[1], record[7], record.at(-1)])).toEqual([
			['send', 'hi', '{"type":"hi"}'],
			['message', 'hi', '{"type":"hi"}'],
			['sink-reached', '', 'innerHTML: bold'],
		]);
	});
});

describe('the HTML report', () => {
	const hostile = fc.constantFrom(
		'<script>alert(1)</script>',
		'"><img src=x onerror=alert(1)>',
		"' onmouseover='alert(1)",
		'</code></pre></style><script>x</script>',
		'&lt;b&gt;',
		'<!--',
		'\u202Egnp.exe',
		'\u0000<b>',
		'</title><svg onload=x>',
	);

	it('has nothing of a page but text: the same elements, whatever the page says', () => {
		const shapeOf = (html: string): string[] => {
			const elements: string[] = [];
			const walk = (node: {
				nodeName: string;
				attrs?: { name: string; value: string }[];
				childNodes?: unknown[];
			}): void => {
				if (node.nodeName !== '#text') {
					elements.push(
						`${node.nodeName} ${(node.attrs ?? []).map(({ name, value }) => `${name}=${value}`).join(' ')}`,
					);
				}
				for (const child of node.childNodes ?? []) walk(child as typeof node);
			};
			walk(parse(html) as never);
			return elements.filter((element) => element !== 'mark ');
		};
		const expected = shapeOf(everyFormat(sessionSaying('plain'), false).html);
		expect(expected.filter((element) => /^(script|img|link|a|iframe|form) /.test(element))).toEqual([]);
		expect(expected).toContain(
			"meta http-equiv=Content-Security-Policy content=default-src 'none'; style-src 'unsafe-inline'",
		);
		fc.assert(
			fc.property(fc.string(), hostile, fc.string(), (before, bad, after) => {
				const { html } = everyFormat(sessionSaying(`${before}a${bad}${after}`), false);
				expect(html).not.toContain(
					bad.includes('<') || bad.includes("'") || bad.includes('&') ? bad : '\u0000',
				);
				expect(shapeOf(html)).toEqual(expected);
			}),
			{ numRuns: 60 },
		);
	});

	it('shows what was said', () => {
		fc.assert(
			fc.property(fc.string(), (said) => {
				const [node] = parseFragment(`<p>${escapeHtml(said)}</p>`).childNodes;
				const [child] = (node as { childNodes: { value?: string }[] }).childNodes;
				const shown = said
					.replace(/\p{Cc}/gu, (char) => ('\t\n\f\r'.includes(char) ? char : '\uFFFD'))
					.replace(/\r\n?/g, '\n');
				expect(child?.value ?? '').toBe(shown);
			}),
		);
	});
});

describe('the Markdown report', () => {
	it('has as many headings and list items, whatever the page says, and no tags or links of its making', () => {
		const outline = (markdown: string): string[] =>
			markdown
				.split('\n')
				.map((line) => /^(#{1,6} |- |```+|\| )/.exec(line)?.[0] ?? '')
				.filter(Boolean);
		const expected = outline(everyFormat(sessionSaying('plain'), false).markdown);
		const bad = fc.constantFrom(
			'\n# Owned',
			'<img src=x>',
			'[a](javascript:b)',
			'|x|',
			'```\n# x',
			'`',
			'\\',
			'https://evil.test',
		);
		fc.assert(
			fc.property(bad, (bad) => {
				const { markdown } = everyFormat(sessionSaying(`a${bad}b`), false);
				expect(outline(markdown).map((sign) => sign.slice(0, 3))).toEqual(
					expected.map((sign) => sign.slice(0, 3)),
				);
			}),
		);
	});

	it('writes out what nobody would see, as the other report does', () => {
		const { html, markdown } = everyFormat(sessionSaying('a\u202egnp.exe'), false);
		for (const report of [html, markdown]) {
			expect(report).not.toContain('\u202e');
			expect(report).toMatch(/a\\{1,2}u202egnp/);
		}
	});

	it('tells of findings, listeners, sockets and documents', () => {
		const { markdown } = everyFormat(shopSession());
		for (const part of [
			'## Findings (1)',
			'## Accepted (1)',
			'ws://shop.test/live',
			'onPay',
			'innerHTML',
			'1011 out of memory',
		]) {
			expect(markdown).toContain(part);
		}
	});
});

describe('a long export', () => {
	const pieces = { count: 1_000, pieces: Array.from({ length: 1_000 }, (_, n) => `${n}\n`) };

	it('comes in chunks, with its progress, and lets others run between them', async () => {
		let clock = 0;
		let pauses = 0;
		const shares: number[] = [];
		const chunks: string[] = [];
		for await (const chunk of inChunks(pieces, {
			now: () => (clock += 5),
			onProgress: (share) => shares.push(share),
			pause: async () => void pauses++,
		})) {
			chunks.push(chunk);
		}
		expect(chunks.join('')).toBe(pieces.pieces.join(''));
		expect(pauses).toBeGreaterThan(5);
		expect(shares).toEqual(shares.toSorted((a, b) => a - b));
		expect(shares.at(-1)).toBe(1);
	});

	it('stops when it is cancelled', async () => {
		const control = new AbortController();
		let made = 0;
		const slow = {
			count: 1_000,
			pieces: (function* () {
				for (; made < 1_000; made++) {
					if (made === 100) control.abort(new Error('enough'));
					yield 'x';
				}
			})(),
		};
		const all = async (): Promise<void> => {
			for await (const _ of inChunks(slow, { now: () => 0, signal: control.signal }));
		};
		await expect(all()).rejects.toThrow('enough');
		expect(made).toBe(100);
	});
});

describe('every format', () => {
	it('takes any event', () => {
		fc.assert(
			fc.property(fc.array(event, { maxLength: 6 }), (events) => {
				const session = new Session();
				session.introduce(documentInfo(), 1);
				session.addBatch('top', 1, JSON.stringify(events), 1_000);
				const files = everyFormat(session, false);
				for (const file of [files.json, files.har, files.sarif]) expect(() => JSON.parse(file)).not.toThrow();
			}),
		);
	});
});

describe('the handshake of a socket', () => {
	const seen = (): Session => {
		const session = shopSession();
		takeHandshake(
			session,
			{
				id: '1',
				seenBy: 'webRequest',
				url: 'ws://shop.test/live',
				frameId: 0,
				startedAt: 1_005,
				request: [
					{ name: 'Origin', value: 'https://shop.test' },
					{ name: 'Cookie', value: 'sid=veryverysecret' },
					{ name: 'Sec-WebSocket-Protocol', value: 'chat, v2' },
				],
				status: 101,
				statusText: 'Switching Protocols',
				response: [{ name: 'Sec-WebSocket-Protocol', value: 'chat' }],
				answeredAt: 1_009,
			},
			2_000,
		);
		return session;
	};

	it('is in the HAR, without its credentials', () => {
		const [entry] = (JSON.parse(everyFormat(seen()).har) as Har).log.entries;
		expect(entry?.request.headers).toContainEqual({ name: 'Origin', value: 'https://shop.test' });
		expect(entry?.request.headers).toContainEqual({ name: 'Cookie', value: '[redacted]' });
		expect(entry?.response.headers.map(({ name }) => name)).toEqual([
			'Sec-WebSocket-Protocol',
			'Sec-WebSocket-Extensions',
		]);
	});

	it('survives saving and opening', async () => {
		const { json } = everyFormat(seen());
		expect(json).not.toContain('veryverysecret');
		const { session, tally } = await readSession([json]);
		expect(tally).toEqual({ unknownFields: 0, cutTexts: 0 });
		expect(session.sockets[0]?.handshake).toMatchObject({ certain: true, handshake: { status: 101 } });
	});
});
