import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { standInForHook } from '../../helpers/tools-globals.ts';

interface Event {
	data: unknown;
	stopImmediatePropagation(): void;
}

let probe: typeof import('../../../src/tools/probe.ts');
/** Gives the tools an act. */
let order: (json: string) => void;
/** Listeners that were looked for. */
let askedFor: number[];
/** What the page's listeners get. */
let got: unknown[];
let messages: { ordinal: number; receive(event: unknown, target: { id: number }, type: string): void };

beforeEach(async () => {
	await standInForHook();
	vi.resetModules();
	got = [];
	askedFor = [];
	messages = { ordinal: 0, receive: () => {} };
	vi.stubGlobal('toolbox', {
		...(globalThis as unknown as { toolbox: object }).toolbox,
		bus: {
			on: (signal: string, receive: typeof order) => {
				if (signal === 'tool') order = receive;
			},
			onTarget: () => {},
			send: () => {},
		},
		inventory: {
			callbackOf: (id: number) => {
				askedFor.push(id);
				return () => {};
			},
		},
		runs: { posedAs: () => undefined },
		messages,
		messageData(this: Event) {
			return this.data;
		},
		stopImmediatePropagation(this: Event) {
			this.stopImmediatePropagation();
		},
		sockets: { natives: {} },
		log: {},
	});
	probe = await import('../../../src/tools/probe.ts');
});

/** Other files' tests want the tools with a toolbox of their own. */
afterAll(() => void vi.resetModules());

function arrive(data: unknown): void {
	let isStopped = false;
	const event: Event = {
		data,
		stopImmediatePropagation: () => {
			isStopped = true;
		},
	};
	messages.ordinal++;
	messages.receive(event, { id: 0 }, 'message');
	if (!isStopped) got.push(data);
}

const plan = {
	listener: 1,
	delivery: 'foreign',
	origin: 'null',
	source: { relation: 'stranger' },
	ports: 0,
	safe: true,
	timeLimit: 100,
} as const;

describe('what a frame of ours tells of a foreign message', () => {
	it('is kept from the page, also when it comes after the probe', () => {
		probe.awaitForeign({ plan, needles: [] }, 'a word');
		arrive(['a word', 'sent']);
		probe.finishProbe();
		arrive(['a word', ['an answer']]);
		probe.restProbe();
		arrive(['a word', ['a late answer']]);
		expect(got).toEqual([]);
		expect(messages.ordinal).toBe(0);
		arrive(['another word', 'sent']);
		expect(got).toEqual([['another word', 'sent']]);
	});
});

it('delivers no message that comes when the probe has been given up', async () => {
	await import('../../../src/tools/main.ts');
	const act = { kind: 'probe', plan: { ...plan, delivery: 'posed' }, needles: [] };
	order(JSON.stringify({ id: 7, act, word: 'a word' }));
	order('{"id":0,"act":{"kind":"probe-end"}}');
	arrive(['a word', 'the payload']);
	expect([got, askedFor]).toEqual([[], []]);
});
