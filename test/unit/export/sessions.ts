import fc from 'fast-check';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { Session } from '../../../src/session/session.ts';
import { event } from '../protocol/arbitraries.ts';
import { added, documentInfo, frame, message, object, seen, text } from '../session/events.ts';

/** Sessions as pages make them. */

type Step =
	| { do: 'batch'; token: string; events: HookEvent[] }
	| { do: 'introduce'; token: string; path: string }
	| { do: 'end'; token: string; time: number }
	| { do: 'navigate'; time: number };

const token = fc.constantFrom('top', 'a', 'b');
const time = fc.nat(5_000);
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('batch' as const),
			token,
			events: fc.array(event, { maxLength: 8 }),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('introduce' as const),
			token,
			path: fc.constantFrom('', '0', '1'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), token, time }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('navigate' as const), time }) },
);

/** Any session that hooks could have told, with small limits now and then, so that things were given up. */
export const anySession: fc.Arbitrary<Session> = fc
	.tuple(fc.array(step, { maxLength: 12 }), fc.boolean(), fc.constantFrom(400, 1_000_000))
	.map(([steps, preserve, bodies]) => {
		const session = new Session({ rows: 1_000_000, bodies });
		session.preserve = preserve;
		let batch = 0;
		for (const each of steps) {
			if (each.do === 'batch') session.addBatch(each.token, ++batch, JSON.stringify(each.events), 9_000);
			else if (each.do === 'introduce') {
				session.introduce(documentInfo({ token: each.token, path: each.path }), 1_000);
			} else if (each.do === 'end') session.end(each.token, each.time);
			else session.navigate('https://shop.test/next?token=abcdef', each.time);
		}
		return session;
	});

export const rowsOf = (session: Session): number[] =>
	Array.from({ length: session.timeline.length }, (_, i) => session.timeline.at(i) as number);

/** One of each: two documents, a listener that ran, a message, a send, a socket with frames, a navigation. */
export function shopSession(): Session {
	const session = new Session();
	session.preserve = true;
	session.navigate('https://shop.test/cart', 900);
	session.introduce(documentInfo(), 900);
	session.introduce(
		documentInfo({
			token: 'pay',
			frameId: 3,
			path: '0',
			url: 'https://pay.test/frame',
			origin: 'https://pay.test',
			title: 'Pay',
		}),
		950,
	);
	const stack = [{ url: 'https://shop.test/app.js', line: 3, column: 8 }];
	const events: HookEvent[] = [
		added(1, 1, { source: '(e) => { box.innerHTML = e.data.html }', sourceLength: 38, name: 'onPay' }),
		message(2, { n: 1, data: object({ type: text('resize'), height: { t: 'number', v: 300 } }) }),
		{
			kind: 'listener-ran',
			seq: 3,
			time: 1_003,
			listener: 1,
			message: 2,
			reads: [{ name: 'data' }],
			sent: [1],
		},
		{
			kind: 'sent',
			seq: 4,
			time: 1_004,
			send: 1,
			target: { kind: 'port', id: 7 },
			data: text('done'),
			complete: true,
			ports: [],
			stack,
		},
		{
			kind: 'socket-connecting',
			seq: 5,
			time: 1_005,
			socket: 1,
			requested: '/live',
			url: 'ws://shop.test/live',
			protocols: ['chat', 'v2'],
			api: 'WebSocket',
			stack,
		},
		{
			kind: 'socket-opened',
			seq: 6,
			time: 1_010,
			socket: 1,
			protocol: 'chat',
			extensions: 'permessage-deflate',
		},
		frame(7, { direction: 'out', data: text('hello'), time: 1_020 }),
		frame(8, {
			opcode: 'binary',
			form: 'arraybuffer',
			data: { t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AQID', n: 3 },
			size: 3,
			time: 1_030,
		}),
		{
			kind: 'socket-closed',
			seq: 9,
			time: 1_040,
			socket: 1,
			code: 1_011,
			reason: 'out of memory',
			wasClean: true,
			by: 'peer',
		},
	];
	session.addBatch('top', 1, JSON.stringify(events), 2_000);
	session.addBatch('top', 2, JSON.stringify([seen(1)]), 2_000);
	return session;
}
