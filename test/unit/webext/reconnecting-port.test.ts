import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reconnectingPort } from '../../../src/webext/reconnecting-port.ts';
import { browserWith, type FakePort } from '../../helpers/fake-ports.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('reconnectingPort', () => {
	it('announces itself on every connection', () => {
		const ports: FakePort[] = [];
		reconnectingPort(browserWith(ports), (post) => post('hello'));
		ports[0]?.drop();
		vi.advanceTimersByTime(50);
		expect(ports.map((port) => port.posted)).toEqual([['hello'], ['hello']]);
	});

	it('waits longer after each failure, and starts over once something arrived', () => {
		const ports: FakePort[] = [];
		reconnectingPort(browserWith(ports), () => {});
		ports[0]?.drop();
		vi.advanceTimersByTime(50);
		ports[1]?.drop();
		vi.advanceTimersByTime(50);
		expect(ports).toHaveLength(2);
		vi.advanceTimersByTime(50);
		expect(ports).toHaveLength(3);
		ports[2]?.receive('anything');
		ports[2]?.drop();
		vi.advanceTimersByTime(50);
		expect(ports).toHaveLength(4);
	});

	it('passes messages of every connection to the same receivers', () => {
		const ports: FakePort[] = [];
		const got: unknown[] = [];
		reconnectingPort<string, string>(browserWith(ports), () => {}).onMessage((message) => got.push(message));
		ports[0]?.receive('one');
		ports[0]?.drop();
		vi.advanceTimersByTime(50);
		ports[1]?.receive('two');
		expect(got).toEqual(['one', 'two']);
	});

	it('says so when the extension is gone, and tries no more', () => {
		const gone = vi.fn();
		reconnectingPort(
			() => {
				throw new Error('Extension context invalidated.');
			},
			() => {},
			gone,
		);
		vi.advanceTimersByTime(60_000);
		expect(gone).toHaveBeenCalledTimes(1);
	});
});
