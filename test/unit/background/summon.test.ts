import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const sendMessage = vi.fn<(tab: number, message: unknown, options: object) => Promise<unknown>>();
let address: string;
const executeScript =
	vi.fn<(injection: { target: object; func(): boolean }) => Promise<{ result: unknown }[]>>();
vi.mock('webextension-polyfill', () => ({
	default: {
		runtime: { getURL: () => address },
		tabs: { sendMessage },
		scripting: { executeScript },
		webNavigation: { getAllFrames: async () => [{ frameId: 0 }, { frameId: 4 }] },
	},
}));
const { summon } = await import('../../../src/background/summon.ts');

beforeEach(() => {
	vi.useFakeTimers();
	address = 'chrome-extension://id/';
	sendMessage.mockReset().mockRejectedValue(new Error('Receiving end does not exist.'));
	executeScript.mockReset().mockResolvedValue([{ result: false }]);
});
afterEach(() => vi.useRealTimers());

describe('summon', () => {
	it('reaches all frames of a tab both ways, once', async () => {
		await summon(7);
		await vi.runAllTimersAsync();
		expect(sendMessage.mock.calls).toEqual([[7, { kind: 'connect' }, {}]]);
		expect(executeScript.mock.calls).toMatchObject([[{ target: { tabId: 7, allFrames: true } }]]);
	});

	it.each([
		['a message', () => sendMessage.mockResolvedValue(undefined)],
		['a script', () => executeScript.mockResolvedValue([{ result: true }])],
	])('tries again until the relay of a frame has heard %s', async (_, heard) => {
		await summon(7, 3);
		await vi.advanceTimersByTimeAsync(10);
		heard();
		await vi.runAllTimersAsync();
		expect(sendMessage).toHaveBeenCalledTimes(3);
		expect(executeScript).toHaveBeenLastCalledWith(
			expect.objectContaining({ target: { tabId: 7, frameIds: [3] } }),
		);
	});

	it('gives up where nobody is', async () => {
		executeScript.mockRejectedValue(new Error('Cannot access contents of the page.'));
		await summon(7, 3);
		await vi.runAllTimersAsync();
		expect(sendMessage).toHaveBeenCalledTimes(7);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('reaches the frames of a page that keeps scripts out of itself', async () => {
		executeScript.mockRejectedValueOnce(new Error('Cannot access contents of the page.'));
		await summon(7);
		const targets = executeScript.mock.calls.map(([{ target }]) => target);
		expect(targets).toEqual([
			{ tabId: 7, allFrames: true },
			{ tabId: 7, frameIds: [0] },
			{ tabId: 7, frameIds: [4] },
		]);
	});

	it('runs no script where all relays hear messages', async () => {
		address = 'moz-extension://id/';
		await summon(7, 3);
		expect(executeScript).not.toHaveBeenCalled();
	});

	it('runs a script that calls the relay, and nothing that only has its name', async () => {
		await summon(7);
		const func = executeScript.mock.lastCall?.[0];
		// As browsers run it: by its text.
		const run = (): unknown => new Function(`return (${func?.func})()`)();
		expect(run()).toBe(false);
		const connect = vi.fn();
		Object.assign(globalThis, { earshotRelay: { connect } });
		expect(run()).toBe(true);
		expect(connect).toHaveBeenCalledOnce();
		Reflect.deleteProperty(globalThis, 'earshotRelay');
		Object.setPrototypeOf(
			globalThis,
			Object.create(Object.getPrototypeOf(globalThis), {
				earshotRelay: { value: { connect }, configurable: true },
			}),
		);
		expect(run()).toBe(false);
		Object.setPrototypeOf(globalThis, Object.getPrototypeOf(Object.getPrototypeOf(globalThis)));
	});
});
