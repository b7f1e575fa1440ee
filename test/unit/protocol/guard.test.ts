import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { guardEvents, guardResult } from '../../../src/protocol/guard.ts';
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
			'listener-ran': ['duration', 'threw', 'stopped', 'sent', 'frames'],
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
	it('accepts the declared answers and puts the rest into words', () => {
		expect(guardResult({ kind: 'source', source: 'f' })).toEqual({ kind: 'source', source: 'f' });
		expect(guardResult({ kind: 'body', data: { t: 'null' }, complete: true, x: 1 })).toEqual({
			kind: 'body',
			data: { t: 'null' },
			complete: true,
		});
		const values = { ALLOWED: { t: 'string', v: 'https://a.example' }, 'a.b': { t: 'null' } };
		expect(guardResult({ kind: 'values', values })).toEqual({ kind: 'values', values });
		expect(guardResult({ kind: 'values', values: { a: 'bare' } }).kind).toBe('failed');
		expect(guardResult({ kind: 'values', values: [] }).kind).toBe('failed');
		const sly = guardResult(JSON.parse('{"kind":"values","values":{"__proto__":{"t":"null"}}}'));
		expect(sly.kind === 'values' && Object.hasOwn(sly.values, '__proto__')).toBe(true);
		expect(guardResult({ kind: 'body', data: 5, complete: true }).kind).toBe('failed');
		expect(guardResult(undefined).kind).toBe('failed');
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
