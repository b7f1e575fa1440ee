import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HookEventOf } from '../../../src/protocol/event.ts';
import { Sightings } from '../../../src/relay/sightings.ts';
import { guardEvents } from '../../helpers/guard-events.ts';

let page: EventTarget;
/** What the hook has counted: it hears every message, before all others. */
let hooked: number;
beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout'] });
	page = new EventTarget();
	hooked = 0;
	page.addEventListener('message', () => hooked++);
	vi.stubGlobal('window', page);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

const send = (origin: string, times = 1): void => {
	for (let i = 0; i < times; i++) page.dispatchEvent(new MessageEvent('message', { data: i, origin }));
};

/** What the sightings say, past the panel's guard. */
function told(sightings: Sightings): {
	count: number;
	from: number[];
	seen: [n: number, count: number, origin: string][];
} {
	const [count, rows] = sightings.take();
	const { events, rejected, unknownFields } = guardEvents(`[${rows}]`, 'relay');
	expect([rejected, unknownFields]).toEqual([0, 0]);
	const seen = events.filter((event): event is HookEventOf<'message-seen'> => event.kind === 'message-seen');
	return {
		count,
		from: events.flatMap((event) => (event.kind === 'seen-from' ? [event.n] : [])),
		seen: seen.map(({ n, count = 0, origin }) => [n, count, origin]),
	};
}

function watching(): Sightings {
	const sightings = new Sightings(
		() => {},
		() => -1,
		() => hooked,
	);
	sightings.arm();
	return sightings;
}

it('tells messages in a row of which the browser says the same at once', () => {
	const sightings = watching();
	sightings.record(true);
	send('https://a.example', 3);
	send('https://b.example');
	send('https://a.example', 2);
	expect(told(sightings)).toEqual({
		count: 7,
		from: [1],
		seen: [
			[1, 3, 'https://a.example'],
			[4, 1, 'https://b.example'],
			[5, 2, 'https://a.example'],
		],
	});
	send('https://a.example');
	expect(told(sightings)).toEqual({ count: 1, from: [], seen: [[7, 1, 'https://a.example']] });
});

it('tells events of any class that a page dispatches under this name', () => {
	const sightings = watching();
	sightings.record(true);
	page.dispatchEvent(new Event('message'));
	send('https://a.example');
	expect(told(sightings).seen).toEqual([
		[1, 1, ''],
		[2, 1, 'https://a.example'],
	]);
});

it('names senders by their path, their relay or the browser, and keeps the name of those that are gone', () => {
	const now = vi.spyOn(performance, 'now').mockReturnValue(0);
	const window = Object.assign(page, { parent: page, length: 0, opener: null, top: page });
	const hidden = { parent: window, top: window, earshotRelay: { token: 'its own' } };
	const foreign = new Proxy(
		{ parent: window as unknown, top: window },
		{
			get(target, key) {
				if (key === 'earshotRelay') throw new Error('of another origin');
				return Reflect.get(target, key);
			},
		},
	);
	const ids = new Map<unknown, number>([[foreign, 7]]);
	const sightings = new Sightings(
		() => {},
		(source) => ids.get(source) ?? -1,
		() => hooked,
	);
	sightings.arm();
	sightings.record(true);
	const from = (source: unknown): unknown => {
		page.dispatchEvent(
			Object.defineProperty(new MessageEvent('message', { origin: 'x' }), 'source', { value: source }),
		);
		const { events } = guardEvents(`[${sightings.take()[1]}]`, 'relay');
		const [seen] = events.filter((event) => event.kind === 'message-seen');
		return seen?.source;
	};
	expect(from(window)).toEqual({ relation: 'self', path: '' });
	expect(from(hidden)).toEqual({ relation: 'child', token: 'its own' });
	expect(from(foreign)).toEqual({ relation: 'child', frame: 7 });
	ids.clear();
	Object.assign(foreign, { parent: null, closed: true });
	now.mockReturnValue(10_000);
	expect(from(foreign)).toEqual({ relation: 'child', frame: 7 });
	expect(from(null)).toEqual({ relation: 'none' });
	Object.assign(hidden, { earshotRelay: { token: 'of its next document' } });
	expect(from(hidden)).toEqual({ relation: 'child', token: 'of its next document' });
	Object.assign(hidden, { earshotRelay: undefined });
	expect(from(hidden)).toEqual({ relation: 'child' });
	Object.assign(hidden, { earshotRelay: { token: { an: 'element of the page' } } });
	now.mockReturnValue(20_000);
	expect(from(hidden)).toEqual({ relation: 'child' });
	now.mockRestore();
});

it('tells more than one row may hold in several', () => {
	const sightings = watching();
	sightings.record(true);
	send('https://a.example', 10_001);
	expect(told(sightings).seen.map(([n, count]) => [n, count])).toEqual([
		[1, 10_000],
		[10_001, 1],
	]);
});

it('keeps the last ringful for a panel to come, without gaps', () => {
	const now = vi.spyOn(performance, 'now').mockReturnValue(5_000);
	const sightings = watching();
	send('https://a.example', 600);
	now.mockReturnValue(15_000);
	send('https://b.example', 1_000);
	expect(told(sightings)).toEqual({ count: 1_001, from: [601], seen: [[601, 1_000, 'https://b.example']] });
	now.mockReturnValue(25_000);
	send('https://a.example', 300);
	now.mockReturnValue(35_000);
	send('https://b.example', 900);
	expect(told(sightings).seen).toEqual([
		[1_801, 100, 'https://a.example'],
		[1_901, 900, 'https://b.example'],
	]);
	now.mockRestore();
});

/** Floods a page that nobody watches, and lets the time pass in which it is not looked at. */
function flooded(): Sightings {
	const sightings = watching();
	send('https://a.example', 1_500);
	vi.advanceTimersByTime(5_000);
	return sightings;
}

it('does not listen for a while in a flood that nobody watches', () => {
	const add = vi.spyOn(page, 'addEventListener');
	const remove = vi.spyOn(page, 'removeEventListener');
	const sightings = watching();
	send('https://a.example', 1_000);
	expect(remove).not.toHaveBeenCalled();
	send('https://a.example');
	expect([add.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1]);
	vi.advanceTimersByTime(5_000);
	expect(add).toHaveBeenCalledTimes(2);
	send('https://a.example', 2);
	sightings.record(true);
	expect(told(sightings)).toEqual({ count: 3, from: [1_002], seen: [[1_002, 2, 'https://a.example']] });
	send('https://a.example', 2_000);
	expect(told(sightings)).toEqual({ count: 2_000, from: [], seen: [[1_004, 2_000, 'https://a.example']] });
});

it('listens at once when a panel comes in the middle of a flood', () => {
	const sightings = watching();
	send('https://a.example', 1_500);
	expect(told(sightings)).toEqual({ count: 1, from: [1_501], seen: [] });
	sightings.record(true);
	send('https://b.example');
	expect(told(sightings).seen).toEqual([[1_501, 1, 'https://b.example']]);
});

it('says from when on messages are known again where a page kept some from a listener that came late', () => {
	const sightings = flooded();
	sightings.record(true);
	send('https://a.example');
	const stop = (event: Event): void => event.stopImmediatePropagation();
	// It was there first.
	page = new EventTarget();
	page.addEventListener('message', () => hooked++);
	page.addEventListener('message', stop);
	vi.stubGlobal('window', page);
	sightings.arm();
	send('https://a.example');
	page.removeEventListener('message', stop);
	send('https://b.example');
	expect(told(sightings)).toEqual({ count: 1, from: [1_504], seen: [] });
	send('https://b.example');
	expect(told(sightings).seen).toEqual([[1_504, 1, 'https://b.example']]);
});

it('tells nothing amid a message that has not come to a listener that came late, and all of it afterwards', () => {
	const sightings = flooded();
	sightings.record(true);
	send('https://a.example');
	hooked++;
	expect(sightings.take(true)).toEqual([0, '']);
	hooked--;
	send('https://a.example');
	expect(told(sightings).seen).toEqual([[1_501, 2, 'https://a.example']]);
});

it('does not listen where nothing is to be kept, until a panel comes and after it has gone', () => {
	const sightings = watching();
	sightings.quiet();
	send('https://a.example');
	sightings.record(true);
	send('https://b.example');
	expect(told(sightings).seen).toEqual([[2, 1, 'https://b.example']]);
	sightings.record(false);
	send('https://a.example');
	vi.advanceTimersByTime(10_000);
	sightings.record(true);
	send('https://b.example');
	expect(told(sightings).seen).toEqual([[4, 1, 'https://b.example']]);
});

it('keeps no sender alive', async () => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const sightings = watching();
	const gone = (() => {
		const sender = {};
		const event = new MessageEvent('message', { origin: 'x' });
		page.dispatchEvent(Object.defineProperty(event, 'source', { value: sender }));
		return new WeakRef(sender);
	})();
	await new Promise((go) => setImmediate(go));
	collect();
	expect(gone.deref()).toBeUndefined();
	expect(told(sightings).count).toBe(2);
});

it('tells little of an origin that no browser gives', () => {
	const sightings = watching();
	sightings.record(true);
	send('x'.repeat(20_000_000));
	expect(sightings.take()[1].length).toBeLessThan(200_000);
});
