import { describe, expect, it } from 'vitest';
import type { ListenerListing } from '../../../panel/devtools/listed-listeners.ts';
import { createUnseen } from '../../../panel/store/unseen.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from '../session/events.ts';

/** A store over a page whose frames answer when the test lets them. */
function setUp() {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const asked: { frame: string | undefined; answer(): void }[] = [];
	const timers: (() => void)[] = [];
	const listing: ListenerListing = {
		list: (frame) => new Promise((done) => asked.push({ frame, answer: () => done(undefined) })),
		textAt: async () => undefined,
		isOwn: async () => false,
	};
	const store = createUnseen(session, listing, {
		now: () => 0,
		wait: (run) => void timers.push(run),
		changed: () => {},
	});
	const settled = (): Promise<void> => new Promise((done) => setTimeout(done));
	return { session, store, asked, timers, settled };
}

describe('the look for unseen listeners', () => {
	it('is taken again for documents that come while it is under way', async () => {
		const { session, store, asked, timers, settled } = setUp();
		store.lookSoon();
		timers.shift()?.();
		expect([asked.length, store.state.value]).toEqual([1, 'looking']);
		session.introduce(documentInfo({ token: 'pay', path: '0', frameId: 4, url: 'https://pay.test/f' }), 950);
		store.lookSoon();
		timers.shift()?.();
		expect(asked.length).toBe(1);
		for (let at = 0; at < asked.length; at++) {
			asked[at]?.answer();
			await settled();
		}
		expect(asked.map(({ frame }) => frame)).toEqual([undefined, undefined, 'https://pay.test/f']);
		expect([store.state.value, store.notAsked.value]).toEqual(['idle', 2]);
	});
});
