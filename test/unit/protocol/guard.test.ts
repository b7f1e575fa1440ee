import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { guardResult } from '../../../src/protocol/guard-result.ts';
import { guardEvents } from '../../helpers/guard-events.ts';
import { event } from './arbitraries.ts';

describe('guardEvents', () => {
	it('lets every declared event through as it is', () => {
		fc.assert(
			fc.property(fc.array(event, { maxLength: 8 }), (events) => {
				const guarded = guardEvents(JSON.stringify(events));
				expect(guarded.events).toEqual(JSON.parse(JSON.stringify(events)));
				expect(guarded).toMatchObject({ rejected: 0, unknownFields: 0, cutTexts: 0 });
			}),
			{ numRuns: 500 },
		);
	});

	it('refuses an event when any required field is missing or of another type', () => {
		const optional: Record<string, string[]> = {
			'listener-added': ['wrapped', 'unwatched'],
			message: ['n', 'synthetic'],
			'message-seen': ['count'],
			'listener-ran': ['duration', 'stopped', 'sent', 'frames', 'threw', 'thrownAt'],
			sent: ['to', 'size', 'targetOrigin', 'threw', 'synthetic'],
			'socket-frame': ['bufferedAmount', 'discarded', 'stack', 'synthetic', 'rule'],
			'socket-connecting': ['synthetic'],
			'socket-closed': ['synthetic'],
			'socket-closing': ['code', 'reason'],
		};
		fc.assert(
			fc.property(
				event,
				fc.nat(),
				fc.constantFrom(undefined, null, [[]], { x: 1 }, -1.5),
				(good, pick, bad) => {
					const names = Object.keys(good);
					const name = names[pick % names.length] as keyof HookEvent;
					// Values may be bare primitives: see the rows below.
					fc.pre((name as string) !== 'data');
					const spoiled: Record<string, unknown> = { ...good, [name]: bad };
					const gone = bad === undefined && optional[good.kind]?.includes(name);
					expect(guardEvents(JSON.stringify([spoiled])).events.length).toBe(gone ? 1 : 0);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it('never throws and never invents, whatever the text', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.json(),
					fc.array(fc.jsonValue()).map((v) => JSON.stringify(v)),
				),
				(t) => {
					expect(guardEvents(t).events).toEqual([]);
				},
			),
		);
	});

	it('leaves out and counts undeclared fields, at any depth', () => {
		const batch = '[{"kind":"fault","seq":1,"time":2,"where":"x","text":"y","more":1,"__proto__":{"a":1}}]';
		const guarded = guardEvents(batch);
		expect(guarded.events).toEqual([{ kind: 'fault', seq: 1, time: 2, where: 'x', text: 'y' }]);
		expect(guarded.unknownFields).toBe(2);
	});

	it('cuts texts over their cap and counts them', () => {
		const guarded = guardEvents(
			JSON.stringify([{ kind: 'fault', seq: 1, time: 2, where: 'w'.repeat(2_000), text: '' }]),
		);
		expect(guarded.events[0]).toMatchObject({ where: 'w'.repeat(1_000) });
		expect(guarded.cutTexts).toBe(1);
	});

	it.each([
		['not JSON', '[{'],
		['no array', '{"kind":"fault"}'],
		['null', 'null'],
	])('counts a batch that is %s as one refusal', (_name, text) => {
		expect(guardEvents(text)).toMatchObject({ events: [], rejected: 1 });
	});

	it('refuses a value nested beyond the stack instead of failing', () => {
		const depth = 20_000;
		const data = `${'{"t":"boxed","id":1,"v":'.repeat(depth)}{"t":"null"}${'}'.repeat(depth)}`;
		const batch = `[{"kind":"fault","seq":1,"time":1,"where":"","text":""},{"kind":"sent","seq":2,"time":1,"send":1,"target":{"kind":"window","id":0},"data":${data},"complete":true,"ports":[],"stack":[]}]`;
		const guarded = guardEvents(batch);
		expect(guarded.events.length).toBeLessThanOrEqual(2);
		expect(guarded.events.length + guarded.rejected).toBe(2);
	});

	it('knows no kind by inheritance', () => {
		for (const kind of ['toString', '__proto__', 'constructor']) {
			expect(guardEvents(JSON.stringify([{ kind, seq: 1, time: 1 }])).rejected).toBe(1);
		}
	});
});

describe('guardResult', () => {
	it('accepts the declared answers and says of the rest that it is malformed', () => {
		expect(guardResult({ kind: 'source', source: 'f' })).toEqual({ kind: 'source', source: 'f' });
		expect(guardResult({ kind: 'body', data: { t: 'null' }, complete: true, x: 1 })).toEqual({
			kind: 'body',
			data: { t: 'null' },
			complete: true,
		});
		const values = { ALLOWED: { t: 'string', v: 'https://a.example' }, 'a.b': { t: 'null' } };
		expect(guardResult({ kind: 'values', values })).toEqual({ kind: 'values', values });
		expect(guardResult({ kind: 'values', values: { a: { t: 'bare' } } }).kind).toBe('failed');
		expect(guardResult({ kind: 'values', values: [] }).kind).toBe('failed');
		const sly = guardResult(JSON.parse('{"kind":"values","values":{"__proto__":{"t":"null"}}}'));
		expect(sly.kind === 'values' && Object.hasOwn(sly.values, '__proto__')).toBe(true);
		expect(guardResult({ kind: 'body', data: { t: 5 }, complete: true }).kind).toBe('failed');
		expect(guardResult(undefined)).toEqual({ kind: 'failed', code: 'malformed' });
	});

	it('takes a code that there is none of for a failure of which nothing is known', () => {
		expect(guardResult(['failed', 'unheld'])).toEqual({ kind: 'failed', code: 'unheld' });
		const refused = { kind: 'failed', code: 'refused', detail: 'x is null' };
		expect(guardResult({ ...refused, reason: 'y' })).toEqual(refused);
		for (const code of ['No longer held.', 'toString', 7, null, {}])
			expect(guardResult({ kind: 'failed', code })).toEqual({ kind: 'failed', code: 'other' });
		expect(guardResult({ kind: 'failed' })).toEqual({ kind: 'failed', code: 'malformed' });
		expect(guardResult({ kind: 'failed', code: 'refused', detail: 7 }).kind).toBe('failed');
	});
});

describe('rows', () => {
	const window = { kind: 'window', id: 0 };
	it.each([
		['a kind alone', '[1,2,"document-opened"]', { kind: 'document-opened' }],
		[
			'a message with and without its optional members',
			'[1,2,"message",7,["port",3,"name"],"message","https://a.example",["other"],[4],true,"hi",2,true,null,true]',
			{
				kind: 'message',
				message: 7,
				target: { kind: 'port', id: 3, name: 'name' },
				type: 'message',
				origin: 'https://a.example',
				source: { relation: 'other' },
				ports: [4],
				trusted: true,
				data: { t: 'string', v: 'hi' },
				size: 2,
				complete: true,
				synthetic: true,
			},
		],
		[
			'a listener',
			'[1,2,"listener-added",1,["window",0],"message","property","function",[true,false,false,null],"f",1,"g","",[["__orig__","h","i"]]]',
			{
				kind: 'listener-added',
				listener: 1,
				target: window,
				type: 'message',
				how: 'property',
				callback: 'function',
				options: { capture: true, once: false, signal: false },
				source: 'f',
				sourceLength: 1,
				name: 'g',
				stack: [],
				wrapped: [{ by: '__orig__', source: 'h', name: 'i' }],
			},
		],
		[
			'a run',
			'[1,2,"listener-ran",1,0,[["data"],["origin",""]],9,0.5,null,[1],null,"thrown",["https://a.test/a.js",3,7]]',
			{
				kind: 'listener-ran',
				listener: 1,
				message: 0,
				reads: [{ name: 'data' }, { name: 'origin' }],
				frame: 9,
				duration: 0.5,
				sent: [1],
				threw: 'thrown',
				thrownAt: { url: 'https://a.test/a.js', line: 3, column: 7 },
			},
		],
		[
			'a run of a script of which the browser names the file alone',
			'[1,2,"listener-ran",1,2,[],null,1,null,null,null,"Script error.",["https://b.test/b.js",0,0]]',
			{
				kind: 'listener-ran',
				listener: 1,
				message: 2,
				reads: [],
				duration: 1,
				threw: 'Script error.',
			},
		],
		[
			'a run of a script that the browser keeps the place of',
			'[1,2,"listener-ran",1,2,[],null,1,null,null,null,"Script error.",["",0,0]]',
			{
				kind: 'listener-ran',
				listener: 1,
				message: 2,
				reads: [],
				duration: 1,
				threw: 'Script error.',
			},
		],
		[
			'a send',
			'[1,2,"sent",1,["window",0],["omitted","not-observable"],false,[],"",8]',
			{
				kind: 'sent',
				send: 1,
				target: window,
				data: { t: 'omitted', why: 'not-observable' },
				complete: false,
				ports: [],
				stack: [],
				size: 8,
			},
		],
		[
			'a frame under a rule',
			'[1,2,"socket-frame",1,2,"out","text","string","x",1,true,null,"held",10,true]',
			{
				kind: 'socket-frame',
				socket: 1,
				frame: 2,
				direction: 'out',
				opcode: 'text',
				form: 'string',
				data: { t: 'string', v: 'x' },
				size: 1,
				complete: true,
				rule: 'held',
				bufferedAmount: 10,
				discarded: true,
			},
		],
		[
			'a closing without a code',
			'[1,2,"socket-closing",1,"",null,"bye"]',
			{ kind: 'socket-closing', socket: 1, stack: [], reason: 'bye' },
		],
	])('read %s', (_name, row, event) => {
		const guarded = guardEvents(`[${row}]`);
		const [found] = guarded.events;
		const site = (found as { reads?: { site?: unknown }[] }).reads?.[1];
		if (site && site.site === undefined) delete site.site;
		expect(found).toEqual({ seq: 1, time: 2, ...event });
		expect(guarded).toMatchObject({ rejected: 0, unknownFields: 0 });
	});

	it.each([
		['true', { t: 'boolean', v: true }],
		['null', { t: 'null' }],
		['-1.5', { t: 'number', v: -1.5 }],
		['"text"', { t: 'string', v: 'text' }],
		['["string","te",4]', { t: 'string', v: 'te', n: 4 }],
		['["number","-0"]', { t: 'number', v: '-0' }],
		['["undefined"]', { t: 'undefined' }],
		['["array",1,[[0,1],[2,["ref",1]]],3]', 'array'],
		[
			'["object",1,[["k","v"]],"Class",7]',
			{ t: 'object', id: 1, e: [['k', { t: 'string', v: 'v' }]], c: 'Class', n: 7 },
		],
		['["object",1,[],null,null]', { t: 'object', id: 1, e: [] }],
		['["view",1,"Uint8Array","AAE=",2,0]', { t: 'view', id: 1, c: 'Uint8Array', b: 'AAE=', n: 2, o: 0 }],
		['["blob",1,5,"text/plain"]', { t: 'blob', id: 1, n: 5, m: 'text/plain' }],
		['["error",1,"TypeError","message","stack"]', 'error'],
	])('read the value %s', (json, value) => {
		const result = guardResult(['body', JSON.parse(json), true]);
		expect(result).toMatchObject({ kind: 'body', data: typeof value === 'string' ? { t: value } : value });
		if (typeof value !== 'string') expect((result as { data: unknown }).data).toEqual(value);
	});

	it.each([
		'[1,2]',
		'[1,2,"message"]',
		'[1,2,"no such kind"]',
		'[1,2,["fault"],"where","text"]',
		'[1,2,"fault","where"]',
		'[1,2,"fault","where",5]',
		'[1,2,"socket-frame",1,2,"out","text","string",["object",1],1,true]',
		'[1,2,"socket-frame",1,2,"out","text","string",[],1,true]',
	])('refuse %s', (row) => {
		expect(guardEvents(`[${row}]`)).toMatchObject({ events: [], rejected: 1 });
	});

	it('count what is too much', () => {
		expect(guardEvents('[[1,2,"fault","where","text","more",[],null]]')).toMatchObject({
			events: [{ kind: 'fault' }],
			unknownFields: 2,
		});
	});
});

describe('guardEvents by author', () => {
	const seen =
		'{"seq":0,"time":1,"kind":"message-seen","n":1,"origin":"https://a.example","trusted":true,"source":{"relation":"self"}}';
	const opened = '{"seq":1,"time":1,"kind":"document-opened"}';
	const lost = '{"seq":0,"time":1,"kind":"dropped","count":1,"bytes":1,"where":"relay"}';

	it('refuses from the page what only a relay may say', () => {
		const { events, rejected } = guardEvents(`[${seen},${opened},${lost}]`, 'page');
		expect(events.map(({ kind }) => kind)).toEqual(['document-opened']);
		expect(rejected).toBe(2);
	});

	it('refuses from a relay what only the page can know', () => {
		const { events, rejected } = guardEvents(`[${seen},${opened},${lost}]`, 'relay');
		expect(events.map(({ kind }) => kind)).toEqual(['message-seen', 'dropped']);
		expect(rejected).toBe(1);
	});
});
