// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RelayOrder } from '../../../src/protocol/envelope.ts';
import { Line, type RelayRuntime } from '../../../src/relay/line.ts';
import { browserWith, type FakePort } from '../../helpers/fake-ports.ts';

const ORDER: RelayOrder = { kind: 'subscribe', panel: 'a', after: 0 };

function opened(reply: () => unknown = () => undefined) {
	const ports: FakePort[] = [];
	const said: string[] = [];
	let summon = (_: unknown): void => {};
	const line = new Line(
		() =>
			({
				connect: browserWith(ports),
				sendMessage: async () => reply(),
				onMessage: {
					addListener: (receive: typeof summon) => {
						summon = receive;
					},
				},
			}) as unknown as RelayRuntime,
		{
			connected: () => said.push('connected'),
			receive: () => said.push('received'),
			lost: () => said.push('lost'),
			abandoned: () => said.push('abandoned'),
		},
	);
	line.listen();
	return { line, ports, said, summon: () => summon({ kind: 'connect' }) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Line', () => {
	it('is given up when nobody has asked for anything long after it broke', async () => {
		const { line, ports, said } = opened();
		line.open();
		ports[0]?.drop();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(said).toEqual(['connected', 'lost', 'connected', 'abandoned']);
	});

	it('is not given up where it breaks again long after it broke first', async () => {
		const { line, ports, said } = opened();
		line.open();
		ports[0]?.drop();
		await vi.advanceTimersByTimeAsync(1_000);
		ports[1]?.receive(ORDER);
		await vi.advanceTimersByTimeAsync(13_980);
		ports[1]?.drop();
		await vi.advanceTimersByTimeAsync(100);
		ports[2]?.receive(ORDER);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(said).not.toContain('abandoned');
	});

	it('is given up after an announcement that nobody heeds', async () => {
		const { line, said } = opened(() => ({ watched: false }));
		await line.announce({});
		expect(said).toEqual(['abandoned']);
	});

	it('is given up where nobody is there to hear an announcement', async () => {
		const { line, said } = opened(() => {
			throw new Error('no background');
		});
		await line.announce({});
		expect(said).toEqual(['abandoned']);
	});

	it('stays open where it was opened before the answer to an announcement came', async () => {
		const { line, said, summon } = opened(() => ({ watched: false }));
		const announced = line.announce({});
		summon();
		await announced;
		expect(said).toEqual(['connected']);
	});

	it('is given up where nobody says what it was opened for', async () => {
		const { line, ports, said } = opened(() => ({ watched: true }));
		await line.announce({});
		await vi.advanceTimersByTimeAsync(20_000);
		expect(said).toEqual(['connected', 'abandoned']);
		line.open();
		ports.at(-1)?.receive(ORDER);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(said.slice(2)).toEqual(['received']);
	});

	it('is announced of a document that is rendered ahead when that is shown', async () => {
		const asked = vi.fn(() => ({ watched: true }));
		const { line, said } = opened(asked);
		const ahead = Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
		const announced = line.announce({});
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked).not.toHaveBeenCalled();
		Reflect.deleteProperty(ahead, 'prerendering');
		document.dispatchEvent(new Event('prerenderingchange'));
		await announced;
		expect(said).toEqual(['connected']);
	});
});
