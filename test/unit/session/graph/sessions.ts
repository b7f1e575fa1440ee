import fc from 'fast-check';
import type { HookEvent, SourceRef, TargetRef } from '../../../../src/protocol/event.ts';
import type { Session } from '../../../../src/session/session.ts';
import { added, documentInfo, frame, message, seen, text } from '../events.ts';

/** What happens in a tab where everyone talks by every means. */
export type Step =
	| { do: 'batch'; token: string; events: Loose[] }
	| { do: 'introduce'; token: string; path: string; url: string }
	| { do: 'end'; token: string }
	| { do: 'advance'; most: number }
	| { do: 'navigate' }
	| { do: 'clear' };

/** An event without its place in the document's sequence. */
type Loose = (seq: number) => HookEvent;

const TOKENS = ['top', 'a', 'b', 'c'] as const;
const token = fc.constantFrom(...TOKENS);
const url = fc.constantFrom(
	'https://shop.test/',
	'https://pay.test/card?x=1,2',
	'https://pay.test/card/',
	'about:blank',
);
const path = fc.constantFrom('', '0', '1', '0.0');
const source: fc.Arbitrary<SourceRef> = fc.oneof(
	fc.record({ relation: fc.constantFrom('child', 'parent', 'sibling'), path }) as fc.Arbitrary<SourceRef>,
	fc.record({ relation: fc.constant('child' as const), token }),
	fc.constantFrom<SourceRef>({ relation: 'self' }, { relation: 'popup' }, { relation: 'opener' }),
);
const origin = fc.constantFrom('https://pay.test', 'https://pay.test.evil', 'null');
const target: fc.Arbitrary<TargetRef> = fc.oneof(
	{ weight: 3, arbitrary: fc.constant<TargetRef>({ kind: 'window', id: 0 }) },
	fc.record({ kind: fc.constant('port' as const), id: fc.integer({ min: 1, max: 12 }) }),
	fc.record({
		kind: fc.constantFrom('broadcast-channel' as const, 'worker' as const, 'event-source' as const),
		id: fc.integer({ min: 20, max: 22 }),
		name: fc.constantFrom('news', 'a "b"}, c', '/x\ny', 'https://shop.test/w.js'),
	}),
);
const ports = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 2 });

const loose: fc.Arbitrary<Loose> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({ target, source, origin, ports, bySelf: fc.nat(5) }).map(
			({ bySelf, ...over }): Loose =>
				(seq) =>
					message(seq, {
						...over,
						n: seq,
						data: text('"ports":[9]'),
						...(bySelf === 0 ? { synthetic: true } : {}),
					}),
		),
	},
	fc.record({ source, origin, n: fc.nat(40) }).map(
		({ n, ...over }): Loose =>
			() =>
				seen(n, over),
	),
	fc.record({ target, threw: fc.boolean() }).map(
		({ target: to, threw }): Loose =>
			(seq) => ({
				kind: 'sent',
				seq,
				time: 1_000 + seq,
				send: seq,
				target: to,
				data: text('x'),
				complete: true,
				ports: [],
				stack: [],
				...(threw ? { threw: 'DataCloneError' } : {}),
			}),
	),
	fc
		.record({
			socket: fc.integer({ min: 1, max: 2 }),
			direction: fc.constantFrom('in' as const, 'out' as const),
		})
		.map(
			(over): Loose =>
				(seq) =>
					frame(seq, over),
		),
	fc.constantFrom(1, 2).map(
		(socket): Loose =>
			(seq) => ({
				kind: 'socket-connecting',
				seq,
				time: 1_000 + seq,
				socket,
				requested: '/',
				url: `wss://live${socket}.test/feed?a,b`,
				protocols: [],
				api: 'WebSocket',
				stack: [],
			}),
	),
	fc.record({ listener: fc.integer({ min: 1, max: 3 }), message: fc.integer({ min: 1, max: 40 }) }).map(
		(run): Loose =>
			(seq) => ({ kind: 'listener-ran', seq, time: 1_000 + seq, reads: [], ...run }),
	),
	fc.constantFrom(1, 2, 3).map(
		(listener): Loose =>
			(seq) =>
				added(seq, listener),
	),
	fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).map(
		(pair): Loose =>
			(seq) => ({ kind: 'channel-created', seq, time: 1_000 + seq, ports: pair, stack: [] }),
	),
);

export const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc.record({
				do: fc.constant('batch' as const),
				token,
				events: fc.array(loose, { maxLength: 12 }),
			}),
		},
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('introduce' as const), token, path, url }) },
		fc.record({ do: fc.constant('end' as const), token }),
		{
			weight: 3,
			arbitrary: fc.record({ do: fc.constant('advance' as const), most: fc.integer({ min: 1, max: 9 }) }),
		},
		fc.constant({ do: 'navigate' as const }),
		fc.constant({ do: 'clear' as const }),
	),
	{ maxLength: 30 },
);

/** Does the steps to a session; what a graph or view has to do is up to `advance`. */
export function play(session: Session, todo: readonly Step[], advance: (most: number) => void): void {
	const seqs = new Map<string, number>();
	let batch = 0;
	let clock = 1_000;
	for (const [at, now] of TOKENS.entries()) {
		session.introduce(
			documentInfo({
				token: now,
				frameId: at,
				path: ['', '0', '1', '0.0'][at] as string,
				url: `https://${now}.test/`,
			}),
			clock,
		);
	}
	for (const step of todo) {
		clock += 10;
		if (step.do === 'batch') {
			const events = step.events.map((make) => {
				const seq = (seqs.get(step.token) ?? 0) + 1;
				seqs.set(step.token, seq);
				return make(seq);
			});
			session.addBatch(step.token, ++batch, JSON.stringify(events), clock);
		} else if (step.do === 'introduce') {
			const { token: who, path: at, url: where } = step;
			session.introduce(
				documentInfo({ token: who, path: at, url: where, title: `${who} page`, startedAt: clock }),
				clock,
			);
		} else if (step.do === 'end') session.end(step.token, clock);
		else if (step.do === 'navigate') session.navigate('https://next.test/', clock);
		else if (step.do === 'clear') session.clear();
		else advance(step.most);
	}
}
