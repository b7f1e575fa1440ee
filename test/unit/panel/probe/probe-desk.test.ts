import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { type AnalysisReply, createAnalysisStore } from '../../../../panel/store/analysis-store.ts';
import type { ProbeDesk } from '../../../../panel/store/probe/probe-desk.ts';
import { timeLimits } from '../../../../panel/store/probe/probe-draft.ts';
import { createProbeStore } from '../../../../panel/store/probe/probe-store.ts';
import type { SavedMessage } from '../../../../panel/store/probe/saved-messages.ts';
import type { Verdict } from '../../../../src/analyser/verdict.ts';
import type { Act } from '../../../../src/protocol/act.ts';
import type { Command, CommandResult } from '../../../../src/protocol/command.ts';
import type { HookEvent } from '../../../../src/protocol/event.ts';
import { type Failure, failure } from '../../../../src/protocol/failure.ts';
import type { ProbePlan, ProbeTranscript } from '../../../../src/protocol/probe.ts';
import { Session } from '../../../../src/session/session.ts';
import { html, reads, transcript } from '../../probe/transcripts.ts';
import { added, documentInfo, message, object, ran, seen, text } from '../../session/events.ts';

const place = { line: 1, column: 0, endLine: 1, endColumn: 1, text: '' };
const judged = (verdict: Verdict['verdict'], witness?: string): Verdict => ({
	verdict,
	confidence: 'high',
	severity: 'high',
	reasons: [],
	sinks: [],
	conditions: [],
	wanted: [],
	place,
	registration: 'function',
	...(witness === undefined ? {} : { witness }),
});

type Answer = ProbeTranscript | Failure;

/** A listener of a page that answers each probe as the test says. */
async function setUp(answer: (plan: ProbePlan) => Answer, ...events: HookEvent[]) {
	const session = new Session();
	session.introduce(documentInfo(), 1_000);
	session.addBatch('top', 1, JSON.stringify([added(1, 7), ...events]), 2_000);
	const plans: ProbePlan[] = [];
	const command = async (_token: string, order: Command): Promise<CommandResult> => {
		if (order.kind !== 'probe') return failure('other');
		const { plan } = order as Act & { kind: 'probe' };
		plans.push(plan);
		const given = answer(plan);
		return 'code' in given ? given : { kind: 'transcript', transcript: given };
	};
	let reply: (reply: AnalysisReply) => void = () => {};
	const analyser = {
		post: () => {},
		onReply: (receive: typeof reply) => {
			reply = receive;
		},
	};
	const analysis = createAnalysisStore(session, analyser, command, {
		of: async () => undefined,
		onCame: () => {},
	});
	const shapes = [
		{ data: object({ type: text('go') }), kind: 'html' as const, place, passes: true, unmet: ['a secret'] },
	];
	const asked: string[] = [];
	const probes = createProbeStore({
		session,
		analysis,
		command,
		saved: signal<readonly SavedMessage[]>([]),
		shapesOf: async ({ origin }) => {
			asked.push(origin);
			return shapes;
		},
	});
	const listener = session.listeners[0];
	if (!listener) throw new Error('no listener');
	const desk = await probes.deskOf(listener);
	const judge = async (verdict: Verdict): Promise<void> => {
		analysis.of(listener);
		await settled();
		reply({ id: 1, verdict });
		desk.prepare();
		await settled();
	};
	return { session, listener, analysis, probes, desk, plans, asked, judge };
}

const settled = () => new Promise<void>((done) => setImmediate(done));
const stateOf = ({ progress }: ProbeDesk) => progress.value;
const trusts = (origin: string) => (plan: ProbePlan) =>
	plan.origin === origin
		? transcript({ reads: reads('origin', 'data'), sinks: [html(4)] })
		: transcript({ reads: reads('origin') });
const trustsAll = () => transcript({ reads: reads('data'), sinks: [html(4)] });

describe('a desk for probes', () => {
	it('is filled in with what was seen, and with what the code looks for once that is read', async () => {
		const { desk, judge, asked } = await setUp(
			trustsAll,
			message(2, { data: object({ n: { t: 'number', v: 1 } }) }),
			seen(2),
			ran(3, { listener: 7, message: 2 }),
			message(4, { data: text('mine'), synthetic: true }),
			ran(5, { listener: 7, message: 4 }),
		);
		desk.prepare();
		expect(desk.preparing.value).toBe(true);
		expect(desk.payloads.value.map(({ text: start }) => start)).toEqual(['{n: 1}', '{n: 2}']);
		await judge(judged('weak', 'https://shop.test.evil'));
		expect(asked).toEqual(['https://shop.test.evil']);
		expect(desk.preparing.value).toBe(false);
		expect(desk.payloads.value.map(({ why }) => why)).toEqual(['observed', 'built', 'renewed']);
		expect(desk.draft.value).toMatchObject({
			attack: 'https://shop.test.evil',
			trusted: 'https://pay.test',
			source: { relation: 'stranger' },
			safe: true,
		});
		expect(desk.draft.value.text).toBe('{ n: 1 }');
		desk.choosePayload(1);
		expect(desk.parsed()).toMatchObject({ ok: true, value: { e: [['type', text('go')]] } });
		expect(desk.begunWith.value).toBe(1);
	});

	it('keeps what a person wrote when the code has been read', async () => {
		const { desk, judge } = await setUp(trustsAll);
		desk.prepare();
		desk.edit({ text: '"my own"', attack: 'https://me.example' });
		await judge(judged('weak', 'https://shop.test.evil'));
		expect(desk.draft.value).toMatchObject({ text: '"my own"', attack: 'https://me.example' });
		expect(desk.begunWith.value).toBe(-1);
	});

	it('delivers nothing but on request, and nothing that cannot be read', async () => {
		const { desk, judge, plans } = await setUp(trustsAll);
		await judge(judged('none'));
		desk.edit({ text: '{ a: }' });
		expect(desk.parsed()).toMatchObject({ ok: false, line: 1, column: 6 });
		await desk.probe();
		expect(plans).toEqual([]);
	});

	it.each([
		['posed', ['reached-sink', 'never-read-origin', 'other-may-stop']],
		['foreign', ['reached-sink', 'never-read-origin']],
	] as const)(
		'says what a message leaves open that is %s, where another listener ends deliveries',
		async (delivery, codes) => {
			const { desk, judge } = await setUp(
				trustsAll,
				added(2, 8),
				message(3),
				seen(3),
				ran(4, { listener: 8, message: 3, stopped: true }),
			);
			await judge(judged('none'));
			desk.edit({ delivery });
			await desk.probe();
			expect(desk.outcome.value?.interpretation.reasons.map(({ code }) => code)).toEqual(codes);
		},
	);

	it('confirms a listener that acts on the foreign origin too, and the verdict takes it over', async () => {
		const { desk, judge, plans, analysis, listener } = await setUp(trustsAll);
		await judge(judged('unknown'));
		await desk.probe();
		expect(plans.map(({ listener: id, origin, safe }) => [id, origin, safe])).toEqual([
			[7, 'https://attacker.example', true],
			[7, 'https://shop.test', true],
		]);
		expect(desk.outcome.value?.interpretation.result).toBe('confirmed');
		expect(analysis.settled(listener)).toMatchObject({
			verdict: 'none',
			change: 'raised',
			reason: { code: 'probe-confirmed', values: ['https://attacker.example'] },
		});
		expect(analysis.nameOf(0)).toBe('none');
	});

	it('compares a really foreign message with a posed one of the trusted origin', async () => {
		const { desk, judge, plans, analysis, listener } = await setUp(({ delivery }) => ({
			...trustsAll(),
			...(delivery === 'foreign' ? { stamped: 'null' } : {}),
		}));
		await judge(judged('none'));
		desk.edit({ delivery: 'foreign', source: { relation: 'self' } });
		await desk.probe();
		expect(plans.map(({ delivery, origin, source }) => [delivery, origin, source.relation])).toEqual([
			['posed', 'https://shop.test', 'self'],
			['foreign', 'null', 'stranger'],
		]);
		expect(analysis.settled(listener)).toMatchObject({
			verdict: 'none',
			confidence: 'high',
			change: 'confirmed',
			reason: { code: 'foreign-confirmed', values: ['null'] },
		});
	});

	it.each([
		['decides', 'go', 'confirmed', 'go', 4],
		['is the same with another value and decides', 2, 'confirmed', 'n: 2', 6],
		['does not either', 'nothing', 'undecided', 'n: 1', 6],
	] as const)(
		'tries another offered message where one shows nothing, and that %s',
		async (_, wanted, result, text_, deliveries) => {
			const knows = ({ payload }: ProbePlan) =>
				JSON.stringify(payload).includes(`"v":${JSON.stringify(wanted)}`)
					? trustsAll()
					: transcript({ reads: reads('data') });
			const { desk, judge, plans } = await setUp(
				knows,
				message(2, { data: object({ n: { t: 'number', v: 1 } }) }),
				seen(2),
				ran(3, { listener: 7, message: 2 }),
			);
			await judge(judged('unknown'));
			expect(desk.begunWith.value).toBe(0);
			await desk.probe();
			expect(desk.outcome.value?.interpretation.result).toBe(result);
			expect(desk.draft.value.text).toContain(text_);
			expect(plans).toHaveLength(deliveries);
		},
	);

	it('has the trusted message come from the window that such messages are from, where the listener asks for it', async () => {
		const asks = ({ origin, source }: ProbePlan) =>
			source.relation === 'frame' && origin === 'https://pay.test'
				? transcript({ reads: reads('source', 'origin', 'data'), sinks: [html(4)] })
				: transcript({ reads: reads('source') });
		const { desk, judge, plans } = await setUp(
			asks,
			message(2, { data: text('hi') }),
			seen(2),
			ran(3, { listener: 7, message: 2 }),
		);
		await judge(judged('strict'));
		await desk.probe();
		expect(plans.map(({ source }) => source.relation)).toEqual(['stranger', 'stranger', 'stranger', 'frame']);
		expect(desk.outcome.value).toMatchObject({
			trustedSender: { relation: 'frame', path: '0' },
			interpretation: { result: 'refuted' },
		});
	});

	it('keeps to the message that a person wrote', async () => {
		const { desk, judge, plans } = await setUp(() => transcript({ reads: reads('data') }));
		await judge(judged('unknown'));
		desk.edit({ text: '"my own"' });
		await desk.probe();
		expect(plans).toHaveLength(2);
	});

	it('keeps messages by name, takes them again and deletes them', async () => {
		const { desk, judge } = await setUp(trustsAll);
		await judge(judged('none'));
		desk.edit({ text: '{ a: 1n }' });
		desk.save('first');
		desk.edit({ text: '{ a: NaN }' });
		desk.save('second');
		desk.chooseSaved('first');
		expect(desk.draft.value.text).toBe('{ a: 1n }');
		desk.edit({ text: '{ b: 2 }' });
		desk.save('first');
		expect(desk.saved.value).toEqual([
			{ name: 'second', text: '{ a: NaN }' },
			{ name: 'first', text: '{ b: 2 }' },
		]);
		desk.deleteSaved('second');
		desk.save('');
		expect(desk.saved.value.map(({ name }) => name)).toEqual(['first']);
	});

	it('refutes one that turns the foreign origin away', async () => {
		const { desk, judge, analysis, listener } = await setUp(trusts('https://shop.test'));
		await judge(judged('weak', 'https://shop.test.evil'));
		await desk.probe();
		expect(desk.outcome.value?.interpretation.result).toBe('refuted');
		expect(analysis.settled(listener)).toMatchObject({
			verdict: 'unknown',
			change: 'overruled',
			reason: { code: 'probe-refuted' },
		});
	});

	it('does not let a refusal undo what got through before, nor silence either', async () => {
		const { desk, judge, analysis, listener } = await setUp((plan) =>
			plan.origin === 'https://no.example' ? transcript({ reads: reads('origin') }) : trustsAll(),
		);
		await judge(judged('strict'));
		await desk.probe();
		expect(analysis.settled(listener)).toMatchObject({ verdict: 'none', change: 'overruled' });
		desk.edit({ attack: 'https://no.example' });
		await desk.probe();
		expect(desk.outcome.value?.interpretation.result).toBe('refuted');
		expect(analysis.settled(listener)).toMatchObject({ reason: { code: 'probe-confirmed' } });
	});

	it('forgets what a handler showed that is not there any more', async () => {
		const { desk, judge, analysis, listener } = await setUp(trustsAll);
		await judge(judged('unknown'));
		await desk.probe();
		listener.added = { ...listener.added, source: 'another' };
		expect(analysis.nameOf(0)).toBe('unknown');
	});

	it.each([
		failure('listener-gone'),
		failure('no-answer'),
		failure('value-kind', 'WebAssembly.Module'),
		failure('other'),
	])('says why nothing came of it: $code', async (why) => {
		const { desk, judge, plans, analysis, listener } = await setUp(() => why);
		await judge(judged('none'));
		await desk.probe();
		expect(stateOf(desk)).toEqual({ state: 'failed', failure: why });
		expect(plans).toHaveLength(1);
		expect(analysis.settled(listener)?.reason).toBeUndefined();
	});

	it('asks no page that is gone', async () => {
		const { desk, judge, plans, session } = await setUp(trustsAll);
		await judge(judged('none'));
		session.preserve = true;
		session.end('top', 3_000);
		await desk.probe();
		expect(stateOf(desk)).toMatchObject({ state: 'failed', failure: { code: 'document-gone' } });
		expect(plans).toEqual([]);
	});

	it('takes over a message from the timeline, and its origin to compare with', async () => {
		const { desk, judge, probes, listener } = await setUp(trustsAll);
		await judge(judged('none'));
		await probes.choose(listener, { value: text('again'), ports: 2, origin: 'https://pay.test' });
		expect(desk.draft.value).toMatchObject({ text: '"again"', ports: 2, trusted: 'https://pay.test' });
	});

	it.each([
		[undefined, [0, 0, 1, 1], 'confirmed'],
		// A person wants none.
		[0, [0, 0], 'undecided'],
	] as const)('gives a listener that looks for ports one, unless told: %s', async (asked, given, result) => {
		const answers = ({ ports }: ProbePlan) =>
			transcript({
				reads: reads('ports'),
				sends: ports > 0 ? [{ via: 'postMessage', to: 'ports[0]', value: 'hi', held: true }] : [],
			});
		const { desk, judge, plans } = await setUp(answers);
		await judge(judged('unknown'));
		if (asked !== undefined) desk.edit({ ports: asked });
		await desk.probe();
		expect(plans.map(({ ports }) => ports)).toEqual(given);
		expect(desk.outcome.value?.interpretation.result).toBe(result);
	});

	it('lets nobody choose a time limit that the connection does not wait for', () => {
		for (const limit of timeLimits) expect(5_000 + 2 * limit).toBeLessThan(10_000);
	});
});
