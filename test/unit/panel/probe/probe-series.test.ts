import { describe, expect, it } from 'vitest';
import { createProbeSeries } from '../../../../panel/store/probe/probe-series.ts';
import { proofOf } from '../../../../panel/store/probe/proof.ts';
import { variantsOf } from '../../../../src/probe/mutations.ts';
import { type Failure, failure } from '../../../../src/protocol/failure.ts';
import type { ProbePlan, ProbeTranscript } from '../../../../src/protocol/probe.ts';
import { Session } from '../../../../src/session/session.ts';
import { html, plan, reads, transcript } from '../../probe/transcripts.ts';
import { added, documentInfo, text } from '../../session/events.ts';

type Answer = ProbeTranscript | Failure;

function setUp(answer: (one: ProbePlan, count: number) => Answer) {
	const plans: ProbePlan[] = [];
	const told: (string | undefined)[] = [];
	const series = createProbeSeries({
		planOf: (payload, origin) => plan({ payload, origin, safe: false, timeLimit: 2_000 }),
		deliver: async (one) => {
			plans.push(one);
			return answer(one, plans.length);
		},
		tell: (done, _of, failure) => told.push(failure?.code ?? (done === undefined ? 'over' : undefined)),
	});
	return { series, plans, told };
}

const message = text('hello');

describe('a series of probes', () => {
	it('delivers a message as often as asked', async () => {
		const { series, plans, told } = setUp(() => transcript());
		await series.replay(message, 'https://pay.test', 3);
		expect(plans.map(({ origin }) => origin)).toEqual(Array(3).fill('https://pay.test'));
		expect(series.replayed.value).toHaveLength(3);
		expect(told.at(-1)).toBe('over');
	});

	it('ends a replay with the first that cannot be delivered', async () => {
		const { series, plans, told } = setUp((_, count) => (count === 2 ? failure('no-value') : transcript()));
		await series.replay(message, 'null', 5);
		expect(plans).toHaveLength(2);
		expect(series.replayed.value).toHaveLength(1);
		expect(told.at(-1)).toBe('no-value');
	});

	it('tries every variant in safe mode, and lists first what told most', async () => {
		const { series, plans } = setUp(({ payload }) =>
			payload.t === 'string' && payload.v.includes('<i')
				? transcript({ sinks: [{ ...html(4), value: payload.v }] })
				: transcript(),
		);
		await series.tryVariants(message, 'null');
		const all = variantsOf(message).length;
		expect(plans).toHaveLength(all + 1);
		expect(plans.every(({ safe, timeLimit }) => safe && timeLimit <= 200)).toBe(true);
		expect(series.variants.value).toMatchObject({ of: all, rows: { length: all } });
		expect(series.variants.value?.rows[0]).toMatchObject({ level: 'carried', variant: { code: 'markup' } });
	});

	it('says which variants cannot be made, and goes on', async () => {
		const noMap = failure('value-kind', 'Map');
		const { series } = setUp(({ payload }) => (payload.t === 'map' ? noMap : transcript()));
		await series.tryVariants(message, 'null');
		const { rows = [], of } = series.variants.value ?? {};
		expect(rows).toHaveLength(of ?? 0);
		expect(rows.at(-1)).toMatchObject({ level: 'failed', failure: noMap });
	});

	it('is stopped by a person, and by a page that is gone', async () => {
		const stopped = setUp((_, count) => {
			if (count === 3) stopped.series.stop();
			return transcript();
		});
		await stopped.series.tryVariants(message, 'null');
		expect(stopped.plans).toHaveLength(3);
		expect(stopped.told.at(-1)).toBe('over');
		const gone = setUp((_, count) => (count === 3 ? failure('document-gone') : transcript()));
		await gone.series.tryVariants(message, 'null');
		expect(gone.plans).toHaveLength(3);
		expect(gone.told.at(-1)).toBe('document-gone');
	});
});

describe('a proof', () => {
	const confirmed = { result: 'confirmed' as const, reasons: [] };
	const setUpPage = (path = '') => {
		const session = new Session();
		session.introduce(documentInfo(), 1_000);
		if (path !== '')
			session.introduce(
				documentInfo({ token: 'inner', frameId: 4, path, url: 'https://pay.test/card' }),
				1_000,
			);
		session.addBatch(
			path === '' ? 'top' : 'inner',
			1,
			JSON.stringify([added(1, 1, { name: 'onPay' })]),
			2_000,
		);
		const listener = session.listeners[0];
		if (!listener) throw new Error('no listener');
		const proof = (attack: ProbeTranscript, changes: Partial<ProbePlan> = {}) =>
			proofOf(session, listener, {
				plan: plan({ payload: message, ...changes }),
				trusted: 'https://shop.test',
				trustedSender: { relation: 'stranger' },
				baseline: transcript(),
				attack,
				interpretation: confirmed,
			});
		return proof;
	};
	const textOf = (proof: ReturnType<typeof proofOf>): string =>
		'text' in proof ? proof.text : proof.problem;

	it('is a page that sends the message to the page, down to the frame', () => {
		const page = setUpPage()(transcript({ reads: reads('data') }));
		expect(page).toMatchObject({ name: 'earshot-proof-shop.test.html', type: 'text/html' });
		expect(textOf(page)).toContain('const target = "https://shop.test/cart"');
		expect(textOf(page)).toContain('any origin');
		const framed = textOf(setUpPage('0.2')(transcript()));
		expect(framed).toContain('const target = "https://shop.test/cart"');
		expect(framed).toContain('const path = [0,2]');
	});

	it('names the origin that it has to be served from, where the listener looks at it', () => {
		const origin = 'https://shop.test.evil';
		const looks = transcript({ reads: reads('origin', 'data') });
		expect(textOf(setUpPage()(looks, { origin }))).toContain(`const servedFrom = "${origin}"`);
		expect(textOf(setUpPage()(looks))).toContain('const servedFrom = null');
	});

	it('is not promised for a window that no foreign page can be', () => {
		const self = { source: { relation: 'self' } } as const;
		expect(setUpPage()(transcript({ reads: reads('source', 'data') }), self)).toEqual({
			problem: 'own-window',
		});
		expect(textOf(setUpPage()(transcript({ reads: reads('data') }), self))).toContain('<!doctype html>');
	});
});
