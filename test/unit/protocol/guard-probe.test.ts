import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantsOf } from '../../../src/probe/mutations.ts';
import { attempt } from '../../../src/protocol/checks.ts';
import { guardPlan } from '../../../src/protocol/guard-plan.ts';
import { probeTranscript } from '../../../src/protocol/guard-probe.ts';
import { anyTranscript, plan } from '../probe/transcripts.ts';
import { value } from './arbitraries.ts';

const tally = () => ({ unknownFields: 0, cutTexts: 0 });

describe('the guard of probes', () => {
	it('lets every declared transcript through as it is', () => {
		fc.assert(
			fc.property(anyTranscript, (good) => {
				expect(attempt(probeTranscript, JSON.parse(JSON.stringify(good)), tally())).toEqual(good);
			}),
		);
	});

	it('refuses a transcript with a field of another type', () => {
		fc.assert(
			fc.property(anyTranscript, fc.nat(), fc.constantFrom(null, 'x', -1, { a: 1 }), (good, pick, bad) => {
				const names = Object.keys(good);
				const spoiled = { ...good, [names[pick % names.length] ?? '']: bad };
				expect(attempt(probeTranscript, spoiled, tally())).toBeUndefined();
			}),
		);
	});

	it('lets every plan through, whatever the payload', () => {
		fc.assert(
			fc.property(value, (payload) => {
				const whole = plan({ payload, source: { relation: 'frame', path: '0.12' } });
				expect(guardPlan(whole)).toEqual(whole);
			}),
		);
	});

	it('lets every variant of a message through', () => {
		fc.assert(
			fc.property(value, (payload) => {
				for (const { value: varied } of variantsOf(payload)) {
					const whole = plan({ payload: varied });
					expect(guardPlan(whole)).toEqual(whole);
				}
			}),
		);
	});

	it.each([[{ relation: 'frame', path: '0.x' }], [{ relation: 'frame' }], [{ relation: 'nobody' }], [null]])(
		'refuses a plan from %j',
		(source) => {
			expect(guardPlan({ ...plan(), source })).toBeUndefined();
		},
	);
});
