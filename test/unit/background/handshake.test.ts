import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serveHandshakes } from '../../../src/background/handshake.ts';
import type { HandshakeMessage, HandshakeOrder } from '../../../src/protocol/handshake.ts';
import type { TypedPort } from '../../../src/protocol/port.ts';
import { portPair } from '../../helpers/port-pair.ts';

const fake = vi.hoisted(() => {
	/** What is asked of the browser and what it is told, in this order. */
	const calls: string[] = [];
	const event = (name: string) => {
		const listeners = new Set<() => void>();
		return {
			addListener(listener: () => void): void {
				calls.push(`listen ${name}`);
				listeners.add(listener);
			},
			removeListener(listener: () => void): void {
				calls.push(`leave ${name}`);
				listeners.delete(listener);
			},
			fire: () => {
				for (const listener of listeners) listener();
			},
		};
	};
	const webRequest = {
		onBeforeRequest: event('before'),
		onSendHeaders: event('send'),
		onHeadersReceived: event('answer'),
		onErrorOccurred: event('error'),
	};
	return {
		calls,
		webRequest,
		permissions: [] as string[],
		browser: {
			webRequest: undefined as typeof webRequest | undefined,
			cookies: undefined as object | undefined,
			permissions: {
				onAdded: event('added'),
				onRemoved: event('removed'),
				getAll: async () => {
					calls.push('ask');
					return { permissions: [...fake.permissions] };
				},
			},
		},
	};
});
vi.mock('webextension-polyfill', () => ({ default: fake.browser }));

let panel: TypedPort<HandshakeMessage, HandshakeOrder> | undefined;

beforeEach(() => {
	vi.useFakeTimers();
	fake.permissions = [];
	Object.assign(fake.browser, { webRequest: undefined, cookies: undefined });
	return () => {
		panel?.close();
		fake.calls.length = 0;
		vi.useRealTimers();
	};
});

function served() {
	const { left, right } = portPair<HandshakeOrder, HandshakeMessage>();
	left.onMessage((message) => fake.calls.push(message.kind === 'grants' ? `told ${message.grants}` : 'told'));
	serveHandshakes(right);
	left.post({ kind: 'watch', tabId: 7 });
	panel = left;
}

/** What was called since the last time. */
const since = async (ms = 0): Promise<string[]> => {
	await vi.advanceTimersByTimeAsync(ms);
	return fake.calls.splice(0);
};

describe('the permission to see handshakes', () => {
	it('can be taken back and given again, though its interface goes with it', async () => {
		fake.permissions = ['webRequest'];
		const leave = vi.spyOn(fake.webRequest.onBeforeRequest, 'removeListener').mockImplementation(() => {
			throw new Error('An unexpected error occurred');
		});
		Object.assign(fake.browser, { webRequest: fake.webRequest });
		served();
		await since();
		fake.permissions = [];
		fake.browser.permissions.onRemoved.fire();
		expect((await since()).at(-1)).toBe('told ');
		leave.mockRestore();
		fake.permissions = ['webRequest'];
		fake.browser.permissions.onAdded.fire();
		expect(await since()).toContain('listen before');
	});

	it('is told of when it is there, and what it is for is in force', async () => {
		served();
		expect(await since()).toContain('told ');
		fake.permissions = ['webRequest', 'cookies'];
		fake.browser.permissions.onAdded.fire();
		expect((await since(100)).filter((call) => call !== 'ask')).toEqual([]);
		Object.assign(fake.browser, { webRequest: fake.webRequest, cookies: {} });
		expect((await since(100)).slice(-6)).toEqual([
			'listen before',
			'listen send',
			'listen answer',
			'listen error',
			'ask',
			'told webRequest,cookies',
		]);
	});

	it('of one alone, and one whose interface never comes, is told of as it can be used', async () => {
		Object.assign(fake.browser, { webRequest: fake.webRequest });
		fake.permissions = ['webRequest', 'cookies'];
		served();
		expect((await since(10_000)).at(-1)).toBe('told webRequest');
	});

	it('ends what it was for when it is taken back, and when the panel goes', async () => {
		Object.assign(fake.browser, { webRequest: fake.webRequest, cookies: {} });
		fake.permissions = ['webRequest', 'cookies'];
		served();
		await since();
		fake.permissions = [];
		fake.browser.permissions.onRemoved.fire();
		expect(await since()).toEqual([
			'ask',
			'leave before',
			'leave send',
			'leave answer',
			'leave error',
			'told ',
		]);
		fake.permissions = ['webRequest'];
		fake.browser.permissions.onAdded.fire();
		expect(await since()).toContain('told webRequest');
		panel?.close();
		expect(await since()).toEqual([
			'leave before',
			'leave send',
			'leave answer',
			'leave error',
			'leave added',
			'leave removed',
		]);
	});
});
