import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handshake } from '../../../src/protocol/handshake.ts';
import {
	type HookedSocket,
	joinByEitherClock,
	joinHandshakes,
} from '../../../src/session/join-handshakes.ts';

const socketAt = (index: number, startedAt: number, over: Partial<HookedSocket> = {}): HookedSocket => ({
	index,
	number: index,
	startedAt,
	openedAt: startedAt + 20,
	closedAt: undefined,
	protocol: '',
	protocols: [],
	place: { frameId: 0, documentId: 'A' },
	clockLag: 0,
	...over,
});
const handshakeAt = (id: string, startedAt: number, over: Partial<Handshake> = {}): Handshake => ({
	id,
	seenBy: 'webRequest',
	url: 'wss://shop.test/live',
	frameId: 0,
	documentId: 'A',
	startedAt,
	status: 101,
	response: [],
	...over,
});

const pairs = (sockets: HookedSocket[], handshakes: Handshake[]): Record<number, string> =>
	Object.fromEntries(
		[...joinHandshakes(sockets, handshakes)].map(([index, { handshake, certain }]) => [
			index,
			certain ? handshake.id : `${handshake.id}?`,
		]),
	);

describe('a handshake', () => {
	it.each<[string, HookedSocket[], Handshake[], Record<number, string>]>([
		[
			'is joined by address and time',
			[socketAt(1, 0), socketAt(2, 5_000)],
			[handshakeAt('b', 5_003), handshakeAt('a', 2)],
			{ 1: 'a', 2: 'b' },
		],
		['of another document is not joined', [socketAt(1, 0)], [handshakeAt('a', 0, { documentId: 'B' })], {}],
		[
			'of a worker, which has no document, is not joined',
			[socketAt(1, 0)],
			[{ id: 'a', seenBy: 'webRequest', url: '', frameId: 0, startedAt: 0 }],
			{},
		],
		[
			'of another frame is not joined',
			[socketAt(1, 0, { place: { frameId: 3 } })],
			[handshakeAt('a', 0)],
			{},
		],
		[
			'from the HAR has no place and is joined',
			[socketAt(1, 0)],
			[{ id: 'a', seenBy: 'har', url: '', startedAt: 0 }],
			{ 1: 'a' },
		],
		[
			'that was refused is not that of an open socket',
			[socketAt(1, 0), socketAt(2, 1, { openedAt: undefined, closedAt: 30 })],
			[handshakeAt('a', 1), handshakeAt('b', 0, { status: 403 })],
			{ 1: 'a?', 2: 'b?' },
		],
		[
			'that failed without an answer is not that of an open socket',
			[socketAt(1, 0)],
			[handshakeAt('a', 0, { status: undefined as never, error: 'net::ERR_FAILED' })],
			{},
		],
		[
			'is told apart by the subprotocol agreed on',
			[socketAt(1, 0, { protocol: 'x' }), socketAt(2, 1, { protocol: 'y' })],
			[
				handshakeAt('a', 0, { response: [{ name: 'sec-websocket-protocol', value: 'y' }] }),
				handshakeAt('b', 1, { response: [{ name: 'Sec-WebSocket-Protocol', value: 'x' }] }),
			],
			{ 1: 'b', 2: 'a' },
		],
		[
			'is told apart by the subprotocols asked for',
			[socketAt(1, 0, { protocols: ['x', 'z'] }), socketAt(2, 1)],
			[
				handshakeAt('a', 0, { request: [{ name: 'Sec-WebSocket-Protocol', value: 'x, z' }] }),
				handshakeAt('b', 1),
			],
			{ 1: 'a?', 2: 'b?' },
		],
		[
			'that nothing tells apart is joined in order, which is said',
			[socketAt(1, 0), socketAt(2, 1)],
			[handshakeAt('a', 0), handshakeAt('b', 1)],
			{ 1: 'a?', 2: 'b?' },
		],
		['long after the socket opened is another’s', [socketAt(1, 0)], [handshakeAt('a', 2_000)], {}],
		[
			'of a socket still connecting may come late',
			[socketAt(1, 0, { openedAt: undefined })],
			[handshakeAt('a', 60_000)],
			{ 1: 'a' },
		],
	])('%s', (_, sockets, handshakes, expected) => {
		expect(pairs(sockets, handshakes)).toEqual(expected);
	});

	const connection = fc.record({
		gap: fc.integer({ min: 0, max: 2_000 }),
		lag: fc.integer({ min: -100, max: 100 }),
		took: fc.integer({ min: 0, max: 300 }),
		opened: fc.boolean(),
		seen: fc.boolean(),
		document: fc.constantFrom('A', 'B'),
		protocol: fc.constantFrom('', 'x', 'y'),
	});
	const scene = fc.array(connection, { maxLength: 30 }).map((list) => {
		let now = 1_000;
		const sockets: HookedSocket[] = [];
		const handshakes: Handshake[] = [];
		for (const [index, { gap, lag, took, opened, seen, document, protocol }] of list.entries()) {
			now += gap;
			sockets.push(
				socketAt(index, now, {
					openedAt: opened ? now + took : undefined,
					closedAt: opened ? undefined : now + took,
					protocol: opened ? protocol : '',
					place: { frameId: 0, documentId: document },
				}),
			);
			if (!seen) continue;
			handshakes.push(
				handshakeAt(String(index), now + lag, {
					documentId: document,
					status: opened ? 101 : 403,
					response: opened && protocol ? [{ name: 'Sec-WebSocket-Protocol', value: protocol }] : [],
				}),
			);
		}
		return { sockets, handshakes };
	});

	it('goes to one socket, and no socket gets two', () => {
		fc.assert(
			fc.property(scene, ({ sockets, handshakes }) => {
				const joined = [...joinHandshakes(sockets, handshakes).values()];
				expect(new Set(joined.map(({ handshake }) => handshake)).size).toBe(joined.length);
			}),
		);
	});

	it('is joined alike in whatever order the sources tell', () => {
		const shuffled = scene.chain(({ sockets, handshakes }) =>
			fc.record({
				sockets: fc.constant(sockets),
				handshakes: fc.constant(handshakes),
				otherSockets: fc.shuffledSubarray(sockets, { minLength: sockets.length }),
				otherHandshakes: fc.shuffledSubarray(handshakes, { minLength: handshakes.length }),
			}),
		);
		fc.assert(
			fc.property(shuffled, ({ sockets, handshakes, otherSockets, otherHandshakes }) => {
				expect(pairs(otherSockets, otherHandshakes)).toEqual(pairs(sockets, handshakes));
			}),
		);
	});

	it('that is called certain is the right one, where all were seen', () => {
		fc.assert(
			fc.property(scene, ({ sockets, handshakes }) => {
				if (handshakes.length < sockets.length) return;
				for (const [index, { handshake, certain }] of joinHandshakes(sockets, handshakes)) {
					if (certain) expect(handshake.id).toBe(String(index));
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('never contradicts what is known of both', () => {
		fc.assert(
			fc.property(scene, ({ sockets, handshakes }) => {
				for (const [index, { handshake }] of joinHandshakes(sockets, handshakes)) {
					const socket = sockets[index];
					expect(handshake.documentId).toBe(socket?.place?.documentId);
					if (socket?.openedAt !== undefined) expect(handshake.status).toBe(101);
				}
			}),
		);
	});

	it('is joined over clocks that differ, whether or not the difference is known rightly', () => {
		fc.assert(
			fc.property(scene, fc.constantFrom(-40_000, 900, 40_000), ({ sockets, handshakes }, skew) => {
				const late = handshakes.map((each) => ({ ...each, startedAt: each.startedAt + skew }));
				const known = sockets.map((each) => ({ ...each, clockLag: skew }));
				const wrong = sockets.map((each) => ({ ...each, clockLag: 5_000_000 }));
				expect(joinByEitherClock(known, late).size).toBeGreaterThanOrEqual(
					joinHandshakes(sockets, handshakes).size,
				);
				expect(joinByEitherClock(wrong, handshakes)).toEqual(joinHandshakes(sockets, handshakes));
			}),
		);
	});
});
