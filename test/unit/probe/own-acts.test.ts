import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../../src/probe/interpret.ts';
import { ownActs } from '../../../src/probe/own-acts.ts';
import type { ProbeTranscript } from '../../../src/protocol/probe.ts';
import { anyTranscript, at, html, reads, transcript } from './transcripts.ts';

const late = { shared: true } as const;
const alone = transcript({ reads: [{ name: 'origin', site: at(4) }], sinks: [html(9)] });

describe('acts of a message that several listeners had', () => {
	it.each<[string, Partial<ProbeTranscript>, Partial<ProbeTranscript>]>([
		['are its own while it runs', { reads: reads('data') }, { reads: reads('data') }],
		[
			'are its own where it did them alone',
			{ reads: [{ name: 'origin', site: at(4), ...late }], sinks: [{ ...html(9), ...late }] },
			{ reads: [{ name: 'origin', site: at(4), ...late }], sinks: [{ ...html(9), ...late }] },
		],
		[
			'are another one’s elsewhere',
			{ reads: [{ name: 'origin', site: at(5), ...late }], sinks: [{ ...html(8), ...late }] },
			{},
		],
		['are another one’s of another kind', { reads: [{ name: 'data', site: at(4), ...late }] }, {}],
		[
			'are nobody’s where no place is known',
			{ sends: [{ via: 'postMessage', value: '', held: true, ...late }] },
			{},
		],
	])('%s', (_, seen, own) => {
		expect(ownActs(transcript(seen), alone)).toEqual(transcript(own));
	});

	it('stay as they are where one listener alone had the message', () => {
		fc.assert(
			fc.property(anyTranscript, anyTranscript, (seen, other) => {
				const unshared = { ...seen, reads: seen.reads.map(({ shared: _, ...read }) => read) };
				expect(ownActs(unshared, other)).toEqual(unshared);
			}),
		);
	});

	it('refute a handler that checks after an await, beside one that lets all in', () => {
		const attack = transcript({
			reads: [
				{ name: 'data', site: at(70), ...late },
				{ name: 'origin', site: at(4), ...late },
			],
			sinks: [{ ...html(71), ...late }],
		});
		expect(interpret(alone, ownActs(attack, alone)).result).toBe('refuted');
		expect(interpret(alone, attack).result).toBe('confirmed');
	});
});
