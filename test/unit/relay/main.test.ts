// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RelayMessage, RelayOrder } from '../../../src/protocol/envelope.ts';
import type { ActsWorld } from '../../../src/relay/acts-door.ts';
import { browserWith, type FakePort } from '../../helpers/fake-ports.ts';

const LARGEST_MESSAGE = 16_000_000;
/** The real one, as the relay has it. */
const { timeOrigin } = performance;

/** What the hook says when it is asked. */
let inventory: string;
let ports: FakePort[];
let hook: EventTarget;
let summon: (message: unknown) => void;
/** What the background answers to an announcement. */
let reply: unknown;
/** What the hook has to tell, and what it was told. */
let waiting: string[];
let signals: string[];

const relay = (): ActsWorld => (globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay;

const say = (signal: string, detail: string): void =>
	void hook.dispatchEvent(new CustomEvent(signal, { detail }));

/** The relay of a document whose hook answers, in a browser that refuses messages that are too large. */
async function begin(): Promise<void> {
	inventory = '';
	waiting = [];
	signals = [];
	ports = [];
	vi.resetModules();
	Reflect.deleteProperty(globalThis, 'earshotRelay');
	summon = () => relay().connect?.();
	const connect = browserWith(ports);
	const runtime = {
		connect: () => {
			const port = connect();
			const { postMessage } = port;
			port.postMessage = (message) => {
				if (JSON.stringify(message).length > LARGEST_MESSAGE) throw new Error('Message length exceeded');
				postMessage(message);
			};
			return port;
		},
		getURL: (path: string) => `chrome-extension://id/${path}`,
		sendMessage: async () => reply,
		onMessage: {
			addListener: (receive: typeof summon) => {
				summon = receive;
			},
		},
	};
	vi.stubGlobal('chrome', { runtime });
	const take = (event: Event): void => {
		hook = (event as FocusEvent).relatedTarget as EventTarget;
		hook.addEventListener('snapshot', () => say('events', `0 ${inventory}`));
		hook.addEventListener('pull', () => {
			const told = waiting.splice(0);
			say('events', `${told.length} ${told.join(',')}`);
		});
		for (const signal of ['record', 'rest']) hook.addEventListener(signal, () => signals.push(signal));
		say('ready', '');
	};
	document.addEventListener('load', take, { once: true });
	await import('../../../src/relay/main.ts');
}
beforeEach(begin);
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

function posted<K extends RelayMessage['kind']>(kind: K): Extract<RelayMessage, { kind: K }>[] {
	const all = ports.flatMap((port) => port.posted as RelayMessage[]);
	return all.filter((message): message is Extract<RelayMessage, { kind: K }> => message.kind === kind);
}

const order = (one: RelayOrder): void => ports.at(-1)?.receive(one);

function watched(): void {
	summon({ kind: 'connect' });
	order({ kind: 'subscribe', panel: 'a', after: 0 });
}

/** Rows of so many listeners, each with a text of so many characters. */
const listeners = (count: number, characters: number): string =>
	Array.from({ length: count }, (_, at) =>
		JSON.stringify([at, 'listener-added', '-'.repeat(characters)]),
	).join(',');

const rowsTold = (kind: 'batch'): unknown[] =>
	posted(kind).flatMap(({ events }) => JSON.parse(events) as unknown[]);

describe('the relay', () => {
	it('begins in a window that has something else by its name', async () => {
		const window = Object.getPrototypeOf(globalThis) as object;
		Object.defineProperty(window, 'earshotRelay', { value: {}, configurable: true, writable: true });
		vi.unstubAllGlobals();
		await begin();
		Reflect.deleteProperty(window, 'earshotRelay');
		watched();
		expect(posted('hello')).toHaveLength(1);
	});

	it('touches nothing of the extension API until a script calls it', async () => {
		vi.resetModules();
		Reflect.deleteProperty(globalThis, 'earshotRelay');
		const touched = vi.fn(() => undefined as never);
		vi.stubGlobal('chrome', Object.defineProperty({}, 'runtime', { get: touched }));
		await import('../../../src/relay/main.ts');
		expect(touched).not.toHaveBeenCalled();
		relay().connect?.();
		expect(touched).toHaveBeenCalled();
	});

	it('hears a message where no script comes', async () => {
		vi.stubGlobal('location', new URL('data:text/html,hi'));
		await begin();
		expect(relay().connect).toBeUndefined();
		watched();
		expect(posted('hello')).toHaveLength(1);
	});

	it('tells a panel all that lives in the document, however much that is', () => {
		inventory = listeners(300, 10_000);
		watched();
		expect(rowsTold('batch')).toHaveLength(300);
	});

	it('tells one that only looks what is too much for one message', () => {
		inventory = listeners(900, 20_000);
		summon({ kind: 'connect' });
		order({ kind: 'look', panel: 'a' });
		expect(rowsTold('batch')).toHaveLength(900);
	});

	it('introduces a document whose title is too large for any message', () => {
		const title = vi.spyOn(document, 'title', 'get').mockReturnValue('x'.repeat(17_000_000));
		watched();
		expect(posted('hello')[0]?.hello.title).toHaveLength(1_000);
		title.mockRestore();
	});

	it('says so when an answer is too large for any message', () => {
		watched();
		hook.addEventListener('command', (event) => {
			const { id } = JSON.parse((event as CustomEvent<string>).detail) as { id: number };
			say('result', JSON.stringify({ id, result: ['source', 'x'.repeat(17_000_000)] }));
		});
		order({ kind: 'command', panel: 'a', id: 7, command: { kind: 'get-source', listener: 1 } });
		expect(posted('result')).toMatchObject([
			{ panel: 'a', id: 7, result: { kind: 'failed', code: 'too-large' } },
		]);
	});

	describe('that records before a panel has asked', () => {
		const watch = (answer: unknown): void => {
			reply = answer;
			(globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay.watch?.();
		};
		const answered = (): Promise<void> => new Promise((go) => setTimeout(go));
		const MESSAGE = '[1,1,"message"]';

		it('has all of it for the panel that comes', async () => {
			watch({ watched: true });
			expect(signals).toEqual(['record']);
			waiting.push(MESSAGE);
			say('wake', 'true');
			await answered();
			order({ kind: 'subscribe', panel: 'a', after: 0 });
			expect(rowsTold('batch')).toEqual([[1, 1, 'message']]);
			order({ kind: 'unsubscribe', panel: 'a' });
			expect(signals.at(-1)).toBe('rest');
		});

		it('keeps more for it than a panel that has left would find', async () => {
			watch({ watched: true });
			for (let at = 0; at < 100; at++) {
				waiting.push(`[${at},1,"message","${'-'.repeat(100_000)}"]`);
				say('wake', 'true');
			}
			await answered();
			order({ kind: 'subscribe', panel: 'a', after: 0 });
			for (let at = 0; at < 200; at++) order({ kind: 'ack', panel: 'a', batch: posted('batch').length });
			expect(rowsTold('batch')).toHaveLength(100);
		});

		it('ends when it is told that nobody will, and says from when on calls are noted again', async () => {
			vi.useFakeTimers();
			watch({ watched: false });
			// Something waits to be fetched.
			say('wake', 'false');
			await vi.advanceTimersByTimeAsync(0);
			expect(signals).toEqual(['record', 'rest']);
			await vi.advanceTimersByTimeAsync(50);
			const before = timeOrigin + performance.now();
			watched();
			const seenFrom = posted('batch')
				.flatMap(({ own }) => JSON.parse(own) as [number, number, string][])
				.filter(([, , kind]) => kind === 'seen-from');
			expect(seenFrom.at(-1)?.[1]).toBeGreaterThanOrEqual(before);
		});

		it('ends where somebody only looks', async () => {
			watch({ watched: true });
			await answered();
			order({ kind: 'look', panel: 'a' });
			expect(signals).toEqual(['record', 'rest']);
		});

		it('goes on for panels that were there before', () => {
			watched();
			watch({ watched: false });
			order({ kind: 'unsubscribe', panel: 'a' });
			expect(signals.at(-1)).toBe('rest');
		});
	});
});
