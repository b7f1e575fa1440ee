import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../../src/probe/effects.ts';
import { interpret } from '../../../src/probe/interpret.ts';
import type { ProbeTranscript } from '../../../src/protocol/probe.ts';
import { anyTranscript, at, html, reads, transcript } from './transcripts.ts';

const reply = { via: 'postMessage', to: '*', value: 'ok', site: at(9), held: false } as const;
const refusal = { via: 'postMessage', to: '*', value: 'go away', site: at(20), held: false } as const;
const logged = { ...html(3, false), sink: 'sendBeacon', early: true } as const;
const asked = { ...html(4, false), sink: 'fetch', early: true } as const;
const changed = { count: 2, summary: ['childList of #out'] };

describe('a handler that is given one payload twice', () => {
	it.each<[string, Partial<ProbeTranscript>, Partial<ProbeTranscript>, string, string[]]>([
		[
			'writes the payload as HTML for both',
			{ reads: reads('data'), sinks: [html(9)] },
			{ reads: reads('data'), sinks: [html(9)] },
			'confirmed',
			['reached-sink', 'never-read-origin'],
		],
		[
			'writes the payload as HTML for the stranger alone',
			{ reads: reads('origin') },
			{ reads: reads('origin', 'data'), sinks: [html(9)] },
			'confirmed',
			['reached-sink'],
		],
		[
			'answers both at the same place',
			{ reads: reads('origin', 'data'), sends: [reply] },
			{ reads: reads('origin', 'data'), sends: [reply] },
			'confirmed',
			['same-effects'],
		],
		[
			'changes the document for both',
			{ reads: reads('origin', 'data'), mutations: changed },
			{ reads: reads('origin', 'data'), mutations: changed },
			'confirmed',
			['same-effects'],
		],
		[
			'reaches one of two sinks for the stranger',
			{ sinks: [html(9, false), html(12, false)], reads: reads('origin', 'data') },
			{ sinks: [html(9, false)], reads: reads('origin', 'data') },
			'confirmed',
			['same-sink'],
		],
		[
			'answers a foreign frame at a place that is not seen',
			{ reads: reads('data', 'source'), sends: [reply] },
			{ reads: reads('data', 'source'), sends: [{ via: 'postMessage', value: 'ok', held: true }] },
			'confirmed',
			['same-effects', 'never-read-origin'],
		],
		[
			'keeps a log before it looks at the origin',
			{ reads: reads('origin', 'data'), sinks: [logged, html(9)] },
			{ reads: reads('origin'), sinks: [logged] },
			'refuted',
			['stopped-early'],
		],
		[
			'keeps a log before it looks at the origin, and does not know the payload',
			{ reads: reads('origin', 'data'), sinks: [logged] },
			{ reads: reads('origin'), sinks: [logged] },
			'refuted',
			['data-not-read'],
		],
		[
			'keeps a log of every message and looks at nothing',
			{ reads: reads('data'), sinks: [logged] },
			{ reads: reads('data'), sinks: [logged] },
			'confirmed',
			['same-effects', 'never-read-origin'],
		],
		[
			'asks its server first, which was not let happen',
			{ reads: reads('data'), sinks: [asked] },
			{ reads: reads('data'), sinks: [asked] },
			'undecided',
			['held-request'],
		],
		[
			'asks its server first, which was let happen',
			{ reads: reads('data'), sinks: [{ ...asked, held: false }] },
			{ reads: reads('data'), sinks: [{ ...asked, held: false }] },
			'confirmed',
			['same-effects', 'never-read-origin'],
		],
		[
			'tells its server what it was sent',
			{ reads: reads('data'), sinks: [{ ...asked, fromPayload: true }] },
			{ reads: reads('data'), sinks: [{ ...asked, fromPayload: true }] },
			'confirmed',
			['reached-sink', 'never-read-origin'],
		],
		[
			'answers both alike but reads only what the trusted one says',
			{ reads: reads('origin', 'data'), sends: [reply] },
			{ reads: reads('origin'), sends: [reply] },
			'undecided',
			['other-effects'],
		],
		[
			'is behind a listener that ends the delivery',
			{ reads: reads('data'), sinks: [html(9)] },
			{ outcome: 'stopped' },
			'refuted',
			['stopped-before'],
		],
		[
			'stops after the origin',
			{ reads: reads('origin', 'data'), sinks: [html(9)] },
			{ reads: reads('origin') },
			'refuted',
			['stopped-early'],
		],
		[
			'throws after the origin',
			{ reads: reads('origin', 'data'), sinks: [html(9)] },
			{ outcome: 'threw', reads: reads('origin'), threw: { message: 'bad origin', site: at(4) } },
			'refuted',
			['stopped-early', 'stopped-by-exception'],
		],
		[
			'stops after the source',
			{ reads: reads('source', 'data'), mutations: changed },
			{ reads: reads('source') },
			'refuted',
			['stopped-early', 'source-read'],
		],
		[
			'reads the data of the trusted origin alone, and does nothing that shows',
			{ reads: reads('origin', 'data') },
			{ reads: reads('origin') },
			'refuted',
			['data-not-read'],
		],
		[
			'acts once, whoever comes first',
			{ reads: reads('data'), sinks: [html(9, false)] },
			{ reads: reads('data') },
			'undecided',
			['no-check-seen'],
		],
		[
			'does nothing for either',
			{ reads: reads('origin', 'data') },
			{ reads: reads('origin', 'data') },
			'undecided',
			['nothing-happened'],
		],
		[
			'fails for either',
			{ reads: reads('data'), threw: { message: 'TypeError: no element' } },
			{ reads: reads('data'), threw: { message: 'TypeError: no element' } },
			'undecided',
			['nothing-happened', 'stopped-by-exception'],
		],
		[
			'answers the stranger with a refusal',
			{ reads: reads('origin', 'data'), sends: [reply] },
			{ reads: reads('origin'), sends: [refusal] },
			'undecided',
			['other-effects'],
		],
		[
			'never comes back',
			{ reads: reads('data'), sends: [reply] },
			{ outcome: 'stuck' },
			'undecided',
			['stuck'],
		],
		[
			'does more than is recorded',
			{ reads: reads('origin', 'data'), sends: [reply], leftOut: 4 },
			{ reads: reads('origin') },
			'undecided',
			['incomplete'],
		],
		[
			'reaches a sink before it hangs',
			{ outcome: 'stuck', sinks: [html(9)] },
			{ outcome: 'stuck', sinks: [html(9)] },
			'confirmed',
			['reached-sink', 'never-read-origin'],
		],
	])('%s', (_, baseline, attack, result, codes) => {
		const told = interpret(transcript(baseline), transcript(attack));
		expect(told.result).toBe(result);
		expect(told.reasons.map(({ code }) => code)).toEqual(codes);
	});

	it('names the place', () => {
		const told = interpret(
			transcript({ reads: reads('origin', 'data'), sinks: [html(9)] }),
			transcript({ reads: reads('origin') }),
		);
		expect(told.reasons[0]).toMatchObject({ site: at(1), values: ['origin', 'innerHTML (app.js:9:5)'] });
		expect(told.reasons[0]?.message).toContain('read the origin and then did nothing');
	});
});

describe('any pair of transcripts', () => {
	it('gets an answer with a reason in words', () => {
		fc.assert(
			fc.property(anyTranscript, anyTranscript, (baseline, attack) => {
				const { result, reasons } = interpret(baseline, attack);
				expect(['confirmed', 'refuted', 'undecided']).toContain(result);
				expect(reasons.length).toBeGreaterThan(0);
				for (const { message } of reasons) expect(message).toMatch(/^[A-Z].{10,}/s);
			}),
		);
	});

	it('is confirmed only where the attack did something, refuted only where it did nothing', () => {
		fc.assert(
			fc.property(anyTranscript, anyTranscript, (baseline, attack) => {
				const { result } = interpret(baseline, attack);
				const acts = effectsOf(attack).length > 0;
				if (result === 'confirmed') expect(acts).toBe(true);
				if (result === 'refuted') expect(acts).toBe(false);
			}),
		);
	});

	it('is never refuted where both did the same', () => {
		fc.assert(
			fc.property(anyTranscript, (both) => {
				expect(interpret(both, both).result).not.toBe('refuted');
				if (effectsOf(both).length > 0) expect(interpret(both, both).result).toBe('confirmed');
			}),
		);
	});

	it('is confirmed whatever else happens, once the payload reached a sink', () => {
		fc.assert(
			fc.property(anyTranscript, anyTranscript, (baseline, attack) => {
				const reached = { ...attack, sinks: [...attack.sinks, html(3)] };
				expect(interpret(baseline, reached).result).toBe('confirmed');
			}),
		);
	});
});
