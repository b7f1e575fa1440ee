import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renewedOf } from '../../../src/probe/renewed.ts';
import { Facts } from '../../../src/session/facts.ts';
import { parseQuery } from '../../../src/session/query.ts';
import { parseTerms, termText, withoutUnfinished, withTerm } from '../../../src/session/query-syntax.ts';
import { Session } from '../../../src/session/session.ts';
import { findInValue, memberPath } from '../../../src/session/value-path.ts';
import { value as anyValue } from '../protocol/arbitraries.ts';
import { added, documentInfo, frame, message, object, seen, sent, text } from './events.ts';

const session = new Session();
session.introduce(documentInfo(), 900);
session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f', title: 'Pay' }), 900);
const rows = {
	foreign: message(1, { data: object({ type: text('resize'), a: object({ b: text('x y') }) }) }),
	own: message(2, { origin: 'https://shop.test', data: text('{"event":"ping","n":[1,2]}'), size: 5_000 }),
	out: frame(3, { direction: 'out', data: text('Authorization: "abcdef0123"') }),
	binary: frame(4, { opcode: 'binary', data: { t: 'buffer', id: 1, c: 'ArrayBuffer', b: '', n: 4 } }),
	listener: added(5, 1, { name: 'onPay' }),
	dropped: { kind: 'dropped', seq: 6, time: 2_000, count: 1, bytes: 1, where: 'ring' },
} as const;
const names = Object.keys(rows);
session.addBatch(
	'top',
	1,
	JSON.stringify([
		{
			kind: 'socket-connecting',
			seq: 90,
			time: 1,
			socket: 1,
			requested: 'wss://chat.test/s',
			url: 'wss://chat.test/s',
			protocols: [],
			api: 'WebSocket',
			stack: [],
		},
		...Object.values(rows),
		seen(1),
		seen(2, { origin: 'https://shop.test', source: { relation: 'self' } }),
	]),
	1_500,
);

function found(query: string): string[] {
	const parsed = parseQuery(query);
	if (!parsed.ok) throw new Error(parsed.error.code);
	const facts = new Facts(session, () => 'weak');
	const ids = Array.from({ length: session.timeline.length }, (_, i) => session.timeline.at(i) as number);
	return ids
		.filter((id) => parsed.test(facts.of(id)))
		.map((id) => names[id - 1])
		.filter((name) => name !== undefined);
}

describe('a filter', () => {
	it.each([
		['', names],
		['resize', ['foreign']],
		['RESIZE', ['foreign']],
		['"x y"', ['foreign']],
		['"type": "resize"', ['foreign']],
		['"{type: "', ['foreign']],
		["'type:'", []],
		['type:resize', ['foreign']],
		['type:ping', ['own']],
		['-type:resize kind:message', ['own']],
		['kind:message,frame', ['foreign', 'own', 'out', 'binary']],
		['kind:frame dir:out', ['out']],
		['dir:in', ['foreign', 'own', 'binary']],
		['origin:pay.test', ['foreign']],
		['from:pay.test kind:message', ['foreign']],
		['to:chat.test kind:frame', ['out']],
		['socket:chat', ['out', 'binary']],
		['size>4k', ['own']],
		['size:>4k', ['own']],
		['size:<=10', ['foreign', 'out', 'binary']],
		['size:4b', ['foreign', 'own', 'out', 'binary']],
		['has:token', ['out']],
		['is:foreign', ['foreign']],
		['is:binary', ['binary']],
		['is:dropped', ['dropped']],
		['is:unheard', ['foreign', 'own']],
		['listener:onpay', ['listener']],
		['verdict:weak', ['listener']],
		['verdict:strict,none', []],
		['path:$.a.b="x y"', ['foreign']],
		['path:$.a.b=x', []],
		['listener:#0', ['listener']],
		['listener:#', ['listener']],
		['type:resize,', ['foreign']],
		['type:=resize', ['foreign']],
		['type:=resi', []],
		['origin:=https://pay.test', ['foreign']],
		['origin:=pay.test', []],
		['from:=https://pay.test kind:message', ['foreign']],
		['from:=https://pay.tes', []],
		['kind:websocket', ['out', 'binary']],
		['from:"nobody, really",pay.test kind:message', ['foreign']],
		['path:$.n[1]=2', ['own']],
		['path:n', ['own']],
		['/RES.ZE/i', ['foreign']],
		['/RES.ZE/', []],
		['type:/^p/', ['own']],
		['wss://chat.test/s', ['out', 'binary']],
		['"event":"ping"', ['own']],
	])('%s', (query, expected) => {
		expect(found(query)).toEqual(expected);
	});

	it.each([
		['kind:message /(/', 'bad-regex', 13],
		['size:big', 'bad-size', 5],
		['path:$.a[', 'bad-path', 8],
		['is:odd', 'unknown-value', 3],
		['is:constructor', 'unknown-value', 3],
		['has:toString', 'unknown-value', 4],
		['dir:up', 'unknown-value', 4],
		['kind:mesage', 'unknown-value', 5],
		['-verdict:none,bad', 'unknown-value', 9],
		['abc "def', 'open-quote', 4],
		['origin: x', 'empty-value', 7],
	])('%s is refused with its place', (query, code, at) => {
		expect(parseQuery(query)).toMatchObject({ ok: false, error: { code, at } });
	});

	it('says why a pattern is none, without repeating it', () => {
		const parsed = parseQuery('/a(b: /');
		expect(parsed).toMatchObject({ ok: false, error: { detail: 'Unterminated group' } });
	});

	it('finds types and members also where JSON writes them as escapes', () => {
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const data = text('{"\\u0074ype":"r\\u0065size","caf\\u00e9":"\\u00fc"}');
		held.addBatch('top', 1, JSON.stringify([message(1, { data }), message(2)]), 1_000);
		const facts = new Facts(held, () => undefined);
		for (const filter of ['type:resize', 'path:$.type=resize', "path:$['café']=ü"]) {
			const parsed = parseQuery(filter);
			expect(parsed.ok && [0, 1].filter((row) => parsed.test(facts.of(row))), filter).toEqual([0]);
		}
	});

	it('finds a text in whichever case its letters are, of every script', () => {
		const letters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
			(letter) => letter.toLowerCase() !== letter && /[\p{L}\p{N}_]/u.test(letter),
		);
		expect(letters.length).toBeGreaterThan(1_000);
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const events = letters.map((letter, at) => message(at + 1, { data: text(`a${letter}b`) }));
		held.addBatch('top', 1, JSON.stringify(events), 1_000);
		const facts = new Facts(held, () => undefined);
		const missed = letters.filter((letter, row) => {
			const asked = [`a${letter}b`, `a${letter.toLowerCase()}b`].map(parseQuery);
			return !asked.every((parsed) => parsed.ok && parsed.test(facts.of(row)));
		});
		expect(missed).toEqual([]);
	});

	it('finds members of every type by their texts', () => {
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const data = object({
			date: { t: 'date', id: 2, v: 0 },
			big: { t: 'bigint', v: '12' },
			list: text('[7,8]'),
		});
		held.addBatch('top', 1, JSON.stringify([message(1, { data })]), 1_000);
		const facts = new Facts(held, () => undefined).of(0);
		for (const filter of ['path:$.date=1970-01-01T00:00:00.000Z', 'path:$.big=12n', 'path:$.list[1]=8']) {
			const parsed = parseQuery(filter);
			expect(parsed.ok && parsed.test(facts), filter).toBe(true);
		}
	});

	it('finds in payloads of every type what is shown of them', () => {
		fc.assert(
			fc.property(anyValue, fc.nat(), fc.nat(30), (data, start, length) => {
				const held = new Session();
				held.introduce(documentInfo(), 900);
				held.addBatch('top', 1, JSON.stringify([message(1, { data })]), 1_000);
				if (held.rows.next === 0) return;
				const facts = new Facts(held, () => undefined).of(0);
				const from = start % (facts.text.length + 1);
				const part = facts.text.slice(from, from + length + 1);
				// How much is left out stands nowhere. Lower case is not of one length in every language, and halves of signs are none.
				if (
					/… \d/.test(facts.text) ||
					!part.isWellFormed() ||
					!facts.text.toLowerCase().includes(part.toLowerCase())
				)
					return;
				const parsed = parseQuery(`"${part.replace(/["\\]/g, '\\$&')}"`);
				expect([part, parsed.ok && parsed.test(facts)]).toEqual([part, true]);
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		'1970-01-01',
		'T00:00',
		'Invalid Date',
		'12n',
		'MessagePort #7',
		'Circular',
		'Object(',
		'File "a.txt"',
		'/b+/gi',
	])('finds %s where a value is shown as that', (shown) => {
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const data = object({
			date: { t: 'date', id: 2, v: 0 },
			never: { t: 'date', id: 3, v: null },
			big: { t: 'bigint', v: '12' },
			port: { t: 'port', id: 4, port: 7 },
			self: { t: 'ref', id: 1 },
			boxed: { t: 'boxed', id: 5, v: text('x') },
			file: { t: 'blob', id: 6, n: 1, m: '', name: 'a.txt', modified: 0 },
			pattern: { t: 'regexp', id: 7, v: 'b+', f: 'gi' },
		});
		held.addBatch('top', 1, JSON.stringify([message(1, { data }), message(2)]), 1_000);
		const parsed = parseQuery(`"${shown.replace(/"/g, '\\"')}"`);
		const facts = new Facts(held, () => undefined);
		expect(parsed.ok && [0, 1].filter((row) => parsed.test(facts.of(row)))).toEqual([0]);
	});

	it('takes what stands between slashes for a pattern only with the flags of one', () => {
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const texts = ['GET /api/users', 'GET /api', '[1,,2]', 'a,', 'a'];
		held.addBatch(
			'top',
			1,
			JSON.stringify(texts.map((each, at) => message(1 + at, { data: text(each) }))),
			1_000,
		);
		const facts = new Facts(held, () => undefined);
		const rowsOf = (filter: string): string[] | undefined => {
			const parsed = parseQuery(filter);
			return parsed.ok ? texts.filter((_, row) => parsed.test(facts.of(row))) : undefined;
		};
		expect(rowsOf('/api/users')).toEqual(['GET /api/users']);
		expect(rowsOf('/API/i')).toEqual(['GET /api/users', 'GET /api']);
		// Commas of free text are part of it.
		expect(rowsOf('1,,2')).toEqual(['[1,,2]']);
		expect(rowsOf('a,')).toEqual(['a,']);
	});

	it('finds members by whatever name', () => {
		const odd = ["it's", 'a b', 'a"b', 'a]b', 'a\\b', 'a=b', 'a,b', '', '.', "['x']", '12', '$', '-', 'é'];
		for (const key of odd) {
			const data = object({ other: text('y'), [key]: object({ in: text('x') }) });
			const path = memberPath(memberPath('$', key), 'in');
			const held = new Session();
			held.introduce(documentInfo(), 900);
			held.addBatch('top', 1, JSON.stringify([message(1, { data })]), 1_000);
			const facts = new Facts(held, () => undefined).of(0);
			for (const [wanted, is] of [
				['x', true],
				['y', false],
			] as const) {
				const parsed = parseQuery(termText('path', `${path}=${wanted}`));
				expect([path, parsed.ok && parsed.test(facts)]).toEqual([path, is]);
			}
		}
	});

	it.each(['$["a b"].in=x', '$["a b"]["in"]=x', "$['a b'].in=x", '"$[\'a b\'].in=x"'])(
		'reads path:%s',
		(path) => {
			const held = new Session();
			held.introduce(documentInfo(), 900);
			const data = object({ 'a b': object({ in: text('x') }) });
			held.addBatch('top', 1, JSON.stringify([message(1, { data })]), 1_000);
			const parsed = parseQuery(`path:${path}`);
			expect(parsed.ok && parsed.test(new Facts(held, () => undefined).of(0))).toBe(true);
		},
	);

	it.each([100, 3_000, 8_000, 100_000])('takes JSON that is nested %d deep as far as it can', (depth) => {
		const deep = text(`{"b":"x","a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
		const held = new Session();
		held.introduce(documentInfo(), 900);
		held.addBatch('top', 1, JSON.stringify([message(1, { data: deep })]), 1_000);
		const facts = new Facts(held, () => undefined).of(0);
		for (const [filter, is] of [
			['path:$.a=x', false],
			['path:$.a[0]', true],
			['path:$.b=x', true],
		] as const) {
			const parsed = parseQuery(filter);
			expect([filter, parsed.ok && parsed.test(facts)]).toEqual([filter, is]);
		}
		expect(renewedOf(deep).length).toBeGreaterThanOrEqual(0);
	});

	it('finds members by the paths that the tree copies, whatever they are in', () => {
		const long = 'k'.repeat(100);
		const data = object({
			set: { t: 'set', id: 2, e: [text('p'), text('q')], n: 2 },
			map: {
				t: 'map',
				id: 3,
				e: [
					[object({ a: { t: 'number', v: 1 } }), text('by object')],
					[text(long), text('by long text')],
					[{ t: 'boolean', v: true }, text('by truth')],
					[{ t: 'number', v: 7 }, text('by number')],
				],
				n: 4,
			},
			error: { t: 'error', id: 5, c: 'TypeError', v: 'no', s: 'at x' },
		});
		const held = new Session();
		held.introduce(documentInfo(), 900);
		held.addBatch('top', 1, JSON.stringify([message(1, { data })]), 1_000);
		const facts = new Facts(held, () => undefined).of(0);
		for (const words of ['q', 'by object', 'by long text', 'by truth', 'by number', 'at x']) {
			const [path = ''] = findInValue(data, words).paths;
			const parsed = parseQuery(termText('path', `${path}=${words}`));
			expect([path, parsed.ok && parsed.test(facts)]).toEqual([path, true]);
		}
	});

	it('finds what rows without a payload say', () => {
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const socket = { socket: 1, seq: 3, time: 3 } as const;
		const events = [
			{
				kind: 'sink-reached',
				seq: 1,
				time: 1,
				n: 1,
				sink: 'innerHTML',
				text: 'bold',
				value: '<b>bold</b>',
				stack: [],
			},
			{ ...socket, kind: 'socket-opened', protocol: 'graphql-ws', extensions: '' },
			{ ...socket, kind: 'socket-closing', seq: 4, code: 4001, reason: 'tired', stack: [] },
		];
		held.addBatch('top', 1, JSON.stringify(events), 1_000);
		const facts = new Facts(held, () => undefined);
		const count = (filter: string): number => {
			const parsed = parseQuery(filter);
			const rows = Array.from({ length: held.rows.next }, (_, row) => row);
			return rows.filter((row) => parsed.ok && parsed.test(facts.of(row))).length;
		};
		expect(['innerhtml', '"<b>bold"', 'graphql-ws', 'tired', '4001'].map(count)).toEqual([1, 1, 1, 1, 1]);
	});

	it('takes no message for unheard where a listener was there and not watched', () => {
		const held = new Session();
		held.introduce(documentInfo(), 900);
		held.addBatch('top', 1, JSON.stringify([message(1), added(2, 1), message(3)]), 1_000);
		const parsed = parseQuery('is:unheard');
		const facts = new Facts(held, () => undefined);
		expect([0, 1, 2].filter((row) => parsed.ok && parsed.test(facts.of(row)))).toEqual([0]);
	});

	it('looks inside for a token however it is written', () => {
		expect(parseQuery('has:Token')).toMatchObject({ ok: true, usesPayloads: true });
	});

	it('never throws', () => {
		const piece = fc.oneof(
			fc.string(),
			fc.constantFrom('-', 'is:', 'path:$', '"', '/', 'size:', 'size>', '[', '\\', ' ', 'kind:', ','),
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const parsed = parseQuery(pieces.join(''));
				const facts = new Facts(session, () => undefined);
				if (parsed.ok) for (let id = 0; id < 7; id++) parsed.test(facts.of(id));
			}),
		);
	});

	it('looks into payloads beyond what was recorded, and into what frames were decoded to', () => {
		const asked: number[] = [];
		const contents = {
			body: (row: number) => {
				asked.push(row);
				return row === 0 ? object({ type: text('late'), deep: text('needle') }) : undefined;
			},
			decoded: (row: number) => (row === 2 ? { type: 'event chat', preview: 'hello haystack' } : undefined),
		};
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const start = { data: text('{"type"'), complete: false };
		const events = [message(1, start), message(2), frame(3, start)];
		held.addBatch('top', 1, JSON.stringify(events), 1_000);
		const facts = new Facts(held, () => undefined, contents);
		const rowsOf = (filter: string): number[] => {
			const parsed = parseQuery(filter);
			if (!parsed.ok) throw new Error(filter);
			return [0, 1, 2].filter((row) => parsed.test(facts.of(row)));
		};
		expect(rowsOf('needle')).toEqual([0]);
		expect(rowsOf('type:late')).toEqual([0]);
		expect(rowsOf('path:$.deep=needle')).toEqual([0]);
		expect(rowsOf('type:chat')).toEqual([2]);
		expect(rowsOf('haystack')).toEqual([2]);
		// What is whole is not asked for.
		expect(new Set(asked)).toEqual(new Set([0, 2]));
	});

	it('finds a call of a window’s postMessage by what was delivered for it, which the list shows', () => {
		const asked: number[] = [];
		const body = (row: number) => {
			asked.push(row);
			return row === 1 ? object({ deep: text('haystack') }) : undefined;
		};
		const held = new Session();
		held.introduce(documentInfo(), 900);
		const data = object({ type: text('resize'), word: text('needle') });
		const events = [sent(1), message(2, { data, complete: false }), sent(3)];
		held.addBatch('top', 1, JSON.stringify(events), 1_000);
		held.deliveries.join(0, 1);
		const facts = new Facts(held, () => undefined, { body, decoded: () => undefined });
		const rowsOf = (filter: string): number[] => {
			const parsed = parseQuery(filter);
			if (!parsed.ok) throw new Error(filter);
			return [0, 1, 2].filter((row) => parsed.test(facts.of(row)));
		};
		expect(rowsOf('haystack')).toEqual([0, 1]);
		expect(rowsOf('path:$.deep=haystack')).toEqual([0, 1]);
		// Of a call that nothing was delivered for there is nothing to ask the page for.
		expect(new Set(asked)).toEqual(new Set([1]));
		const recorded = new Facts(held, () => undefined);
		expect([0, 1, 2].map((row) => recorded.of(row).type)).toEqual(['resize', 'resize', '']);
		expect([0, 1, 2].map((row) => recorded.of(row).raw.includes('needle'))).toEqual([true, true, false]);
	});
});

describe('a filter that is being typed', () => {
	it.each([
		['verdict:', ''],
		['kind:message -is:', 'kind:message '],
		['kind:message Type:', 'kind:message '],
		['kind:message verdict:weak', 'kind:message verdict:weak'],
		['is: kind:message', 'is: kind:message'],
		['https:', 'https:'],
		['', ''],
	])('%j holds as %j', (typed, holds) => {
		expect(withoutUnfinished(typed)).toBe(holds);
	});
});

describe('a term as text', () => {
	it('is read as it was meant', () => {
		const value = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/\n/.test(text));
		fc.assert(
			fc.property(fc.constantFrom('from', 'origin', 'type'), value, fc.boolean(), (key, text, negated) => {
				const [term, ...more] = parseTerms(termText(key as 'from', text, negated));
				expect(more).toEqual([]);
				expect(term).toMatchObject({ key, values: [text], negated });
			}),
		);
	});

	it.each([
		['', 'kind:frame', 'kind:frame'],
		['abc ', 'kind:frame', 'abc kind:frame'],
		['kind:frame', 'kind:frame', 'kind:frame'],
		['a -kind:frame b', 'kind:frame', 'a kind:frame b'],
		['kind:frame', '-kind:frame', '-kind:frame'],
		['from:$&', '-from:$&', '-from:$&'],
	])('joins a filter: %s + %s', (filter, term, expected) => {
		expect(withTerm(filter, term)).toBe(expected);
	});
});

describe('from: and to:', () => {
	it('find who is at the other end of a channel', () => {
		const spread = new Session();
		spread.introduce(documentInfo(), 900);
		spread.introduce(documentInfo({ token: 'cart', path: '0', url: 'https://shop.test/basket' }), 900);
		const target = { kind: 'broadcast-channel', id: 1, name: 'news' } as const;
		const { n: _, ...heard } = message(1, { target, origin: 'https://shop.test' });
		spread.addBatch('cart', 1, JSON.stringify([sent(1, { target, size: 10 })]), 1_500, '[]');
		spread.addBatch('top', 1, JSON.stringify([heard]), 1_500, '[]');
		const passes = (filter: string): string[] => {
			const query = parseQuery(filter);
			const facts = new Facts(spread, () => undefined);
			return [0, 1]
				.filter((row) => query.ok && query.test(facts.of(row)))
				.map((row) => spread.rows.kind(row));
		};
		expect(passes('from:/basket')).toEqual(['send', 'message']);
		expect(passes('from:/basket kind:message')).toEqual(['message']);
		expect(passes('to:/basket')).toEqual([]);
	});
});
