import { describe, expect, it, vi } from 'vitest';
import { Broker } from '../../../src/background/broker.ts';
import {
	type FrameInfo,
	type Hello,
	type PanelMessage,
	type PanelOrder,
	PROTOCOL_VERSION,
	type RelayMessage,
	type RelayOrder,
} from '../../../src/protocol/envelope.ts';
import type { ProbePlan } from '../../../src/protocol/probe.ts';
import { portPair } from '../../helpers/port-pair.ts';

const hello = (token: string): Hello => ({
	token,
	path: '',
	url: 'https://page.says.example/',
	origin: 'https://page.says.example',
	title: '',
	opener: false,
	hooked: 'at-start',
	startedAt: 1,
});

function setUp(frames: FrameInfo[] = []) {
	const summoned: number[] = [];
	const called: [tabId: number, frameId?: number][] = [];
	const shown: [tabId: number, count: number][] = [];
	const access = { is: true };
	const broker = new Broker({
		summon: (tabId, frameId) => {
			summoned.push(tabId);
			called.push(frameId === undefined ? [tabId] : [tabId, frameId]);
		},
		frames: async () => frames,
		watching: () => {},
		permitted: async () => access.is,
		fetchText: async (url) => ({ kind: 'source', source: `text of ${url}` }),
		showOnButton: (tabId, state) => shown.push([tabId, state.count]),
	});
	const relay = (token: string, tabId: number, url = 'https://browser.says.example/') => {
		const { left, right } = portPair<RelayMessage, RelayOrder>();
		const orders: RelayOrder[] = [];
		left.onMessage((order) => orders.push(order));
		broker.addRelay(right, {
			tabId,
			frameId: 0,
			url,
			origin: 'https://browser.says.example',
			documentId: 'id',
		});
		left.post({ kind: 'hello', hello: hello(token) });
		return { line: left, orders };
	};
	const panel = async (id: string, tabId: number, seen: [string, number][] = [], looks = false) => {
		const { left, right } = portPair<PanelOrder, PanelMessage>();
		const got: PanelMessage[] = [];
		left.onMessage((message) => got.push(message));
		broker.addPanel(right);
		left.post({ kind: 'open', version: PROTOCOL_VERSION, panel: id, tabId, seen, looks });
		await Promise.resolve();
		await Promise.resolve();
		return { line: left, got };
	};
	return { access, broker, relay, panel, summoned, called, shown };
}

const ofKind = <K extends PanelMessage['kind']>(got: PanelMessage[], kind: K) =>
	got.filter((message): message is Extract<PanelMessage, { kind: K }> => message.kind === kind);

describe('Broker', () => {
	it('calls the relays of the tab when a panel opens', async () => {
		const { panel, summoned, broker } = setUp();
		await panel('p', 7);
		expect(summoned).toEqual([7]);
		expect([broker.isWatched(7), broker.isWatched(8)]).toEqual([true, false]);
	});

	it('calls each new document, and with a page all that it may have brought along', async () => {
		const { panel, called, broker } = setUp();
		broker.committed(7, 0, 'https://shop.test/', 1);
		expect(called).toEqual([]);
		await panel('p', 7);
		called.length = 0;
		broker.committed(7, 3, 'https://pay.test/', 2);
		broker.committed(7, 0, 'https://next.test/', 3);
		expect(called).toEqual([[7, 3], [7], [7, 0]]);
	});

	it('tells every panel when access is taken away or given, and calls the relays of its tab then', async () => {
		const { panel, called, broker, access } = setUp();
		await broker.accessChanged();
		const [one, other] = [await panel('p', 7), await panel('q', 8)];
		called.length = 0;
		access.is = false;
		await broker.accessChanged();
		expect(called).toEqual([]);
		access.is = true;
		await broker.accessChanged();
		for (const { got } of [one, other])
			expect(ofKind(got, 'permitted').map(({ permitted }) => permitted)).toEqual([false, true]);
		expect(called).toEqual([[7], [8]]);
	});

	it('introduces documents with the URL and origin that the browser vouches for', async () => {
		const { panel, relay } = setUp();
		const { got } = await panel('p', 7);
		relay('t', 7);
		expect(ofKind(got, 'document')[0]?.document).toMatchObject({
			token: 't',
			tabId: 7,
			url: 'https://browser.says.example/',
			origin: 'https://browser.says.example',
		});
	});

	it('believes a document that connected before the browser knew it in place of the empty one', async () => {
		const { panel, relay } = setUp();
		const { got } = await panel('p', 7);
		relay('t', 7, 'about:blank');
		const { document } = ofKind(got, 'document')[0] ?? {};
		expect(document).toMatchObject({
			url: 'https://page.says.example/',
			origin: 'https://page.says.example',
		});
		expect(document).not.toHaveProperty('documentId');
	});

	it('has no document tell a panel that closed while it was opening', async () => {
		const { broker, relay, summoned } = setUp();
		const { orders } = relay('t', 7);
		const { left, right } = portPair<PanelOrder, PanelMessage>();
		broker.addPanel(right);
		left.post({ kind: 'open', version: PROTOCOL_VERSION, panel: 'q', tabId: 7, seen: [] });
		left.close();
		await Promise.resolve();
		await Promise.resolve();
		expect(orders.filter((order) => order.kind === 'subscribe')).toEqual([]);
		expect(summoned).toEqual([]);
	});

	it('subscribes each panel of the tab from where it was, and no panel of another tab', async () => {
		const { panel, relay } = setUp();
		await panel('p', 7, [['t', 5]]);
		await panel('q', 7);
		await panel('other', 8);
		const { orders } = relay('t', 7);
		expect(orders).toEqual([
			{ kind: 'subscribe', panel: 'p', after: 5 },
			{ kind: 'subscribe', panel: 'q', after: 0 },
		]);
	});

	it('passes a batch to the panel it is for', async () => {
		const { panel, relay } = setUp();
		const p = await panel('p', 7);
		const q = await panel('q', 7);
		relay('t', 7).line.post({ kind: 'batch', panel: 'q', batch: 1, events: '[]', own: '[]' });
		expect(ofKind(p.got, 'batch')).toEqual([]);
		expect(ofKind(q.got, 'batch')).toEqual([
			{ kind: 'batch', token: 't', batch: 1, events: '[]', own: '[]' },
		]);
	});

	it.each([
		['says so itself', true],
		['only breaks its line', false],
	])('tells once that a document is gone which %s', async (_, persisted) => {
		const { panel, relay } = setUp();
		const { got } = await panel('p', 7);
		const { line } = relay('t', 7);
		if (persisted) line.post({ kind: 'ended', persisted });
		line.close();
		expect(ofKind(got, 'ended')).toEqual([{ kind: 'ended', token: 't', persisted }]);
		relay('t', 7);
		expect(ofKind(got, 'document')).toHaveLength(2);
	});

	it('ignores a relay that has not introduced itself', async () => {
		const { broker, panel } = setUp();
		const { got } = await panel('p', 7);
		const { left, right } = portPair<RelayMessage, RelayOrder>();
		broker.addRelay(right, { tabId: 7, frameId: 0 });
		left.post({ kind: 'batch', panel: 'p', batch: 1, events: '[]', own: '[]' });
		expect(ofKind(got, 'batch')).toEqual([]);
	});

	it('passes acknowledgements and commands to the document they name, in the own tab only', async () => {
		const { panel, relay } = setUp();
		const p = await panel('p', 7);
		const mine = relay('mine', 7);
		const foreign = relay('foreign', 8);
		p.line.post({ kind: 'ack', token: 'mine', batch: 3 });
		p.line.post({ kind: 'command', token: 'mine', id: 1, command: { kind: 'get-source', listener: 1 } });
		p.line.post({ kind: 'command', token: 'foreign', id: 2, command: { kind: 'get-source', listener: 1 } });
		expect(mine.orders.slice(1)).toEqual([
			{ kind: 'ack', panel: 'p', batch: 3 },
			{ kind: 'command', panel: 'p', id: 1, command: { kind: 'get-source', listener: 1 } },
		]);
		expect(foreign.orders).toEqual([]);
		expect(ofKind(p.got, 'result')).toMatchObject([{ id: 2, result: { kind: 'failed' } }]);
	});

	it('tells the relays when a panel closes', async () => {
		const { panel, relay, broker } = setUp();
		const p = await panel('p', 7);
		const { orders } = relay('t', 7);
		p.line.close();
		expect(orders.at(-1)).toEqual({ kind: 'unsubscribe', panel: 'p' });
		expect(broker.isWatched(7)).toBe(false);
	});

	it('refuses to introduce documents to a panel of another version', async () => {
		const { broker, relay } = setUp();
		relay('t', 7);
		const { left, right } = portPair<PanelOrder, PanelMessage>();
		const got: PanelMessage[] = [];
		left.onMessage((message) => got.push(message));
		broker.addPanel(right);
		left.post({ kind: 'open', version: PROTOCOL_VERSION + 1, panel: 'p', tabId: 7, seen: [] });
		await Promise.resolve();
		await Promise.resolve();
		expect(got.map(({ kind }) => kind)).toEqual(['opened']);
	});

	it('has documents say once what lives in them for who only looks', async () => {
		const { panel, relay } = setUp();
		const { line } = await panel('popup', 7, [], true);
		const { orders } = relay('t', 7);
		expect(orders).toEqual([{ kind: 'look', panel: 'popup' }]);
		line.close();
		expect(orders.at(-1)).toEqual({ kind: 'unsubscribe', panel: 'popup' });
	});

	it('shows on the button what a panel found, and what a popup found where no panel records', async () => {
		const { panel, shown } = setUp();
		const popup = await panel('popup', 7, [], true);
		popup.line.post({ kind: 'button', state: { count: 2, title: '' } });
		const recording = await panel('p', 7);
		recording.line.post({ kind: 'button', state: { count: 3, title: '' } });
		popup.line.post({ kind: 'button', state: { count: 2, title: '' } });
		expect(shown).toEqual([
			[7, 2],
			[7, 3],
		]);
	});

	it('tells a long list of frames seldom, and at last as it is then', async () => {
		vi.useFakeTimers();
		try {
			const frames = Array.from({ length: 1_000 }, (_, frameId) => ({
				frameId,
				parentFrameId: frameId ? 0 : -1,
				url: '',
				errorOccurred: false,
			}));
			const { panel, broker } = setUp(frames);
			const { got } = await panel('p', 7);
			for (let loaded = 0; loaded < 500; loaded++) {
				void broker.refreshFrames(7);
				await vi.advanceTimersByTimeAsync(10);
			}
			expect(ofKind(got, 'frames').length).toBeLessThanOrEqual(6);
			frames.length = 1;
			void broker.refreshFrames(7);
			await vi.advanceTimersByTimeAsync(2_000);
			expect(ofKind(got, 'frames').at(-1)?.frames).toHaveLength(1);
		} finally {
			vi.useRealTimers();
		}
	});

	it('tells how many frames a document counts, and asks for their list again', async () => {
		const { panel, relay } = setUp();
		const { got } = await panel('p', 7);
		const { line, orders } = relay('t', 7);
		const lists = ofKind(got, 'frames').length;
		const subscribed = orders.length;
		line.post({ kind: 'changed', change: { frames: 3 } });
		await Promise.resolve();
		expect(ofKind(got, 'document').at(-1)?.document).toMatchObject({ token: 't', frames: 3 });
		expect(ofKind(got, 'frames').length).toBe(lists + 1);
		expect(orders.length).toBe(subscribed);
	});

	it('tells of no frames while a probe has one of its own there, and again when it is over', async () => {
		const { panel, relay, broker } = setUp();
		const { line, got } = await panel('p', 7);
		const { line: page, orders } = relay('t', 7);
		const told = () => ofKind(got, 'frames').length;
		const before = told();
		const plan: ProbePlan = {
			listener: 1,
			payload: { t: 'null' },
			delivery: 'posed',
			origin: 'https://attacker.example',
			source: { relation: 'stranger' },
			ports: 0,
			safe: true,
			timeLimit: 500,
		};
		const probe = (id: number) =>
			line.post({ kind: 'command', token: 't', id, command: { kind: 'probe', plan } });
		probe(4);
		expect(orders.at(-1)).toMatchObject({ kind: 'command', id: 4 });
		await broker.refreshFrames(7);
		expect(told()).toBe(before);
		page.post({ kind: 'result', panel: 'p', id: 4, result: { kind: 'failed', code: 'other' } });
		await Promise.resolve();
		expect(told()).toBe(before + 1);
		probe(5);
		page.close();
		await Promise.resolve();
		expect(told()).toBe(before + 2);
		// Its page went away in the middle of it: nobody else would ever answer.
		expect(ofKind(got, 'result').at(-1)).toMatchObject({
			id: 5,
			result: { kind: 'failed', code: 'document-gone' },
		});
	});

	it('tells of frames again when the panel of a probe has closed, and not when another probe was refused', async () => {
		const { panel, relay, broker } = setUp();
		const [one, other] = [await panel('p', 7), await panel('q', 7)];
		const { line: page } = relay('t', 7);
		const command = { kind: 'probe', plan: {} as ProbePlan } as const;
		one.line.post({ kind: 'command', token: 't', id: 1, command });
		other.line.post({ kind: 'command', token: 't', id: 2, command });
		page.post({ kind: 'result', panel: 'q', id: 2, result: { kind: 'failed', code: 'busy' } });
		expect(broker.isProbing(7)).toBe(true);
		one.line.close();
		expect(broker.isProbing(7)).toBe(false);
	});

	it('answers for a document that is gone also where a probe before was never answered', async () => {
		const { panel, relay, broker } = setUp();
		const { line, got } = await panel('p', 7);
		const { line: stuck } = relay('stuck', 7);
		const { line: page } = relay('t', 7);
		const command = { kind: 'probe', plan: {} as ProbePlan } as const;
		line.post({ kind: 'command', token: 'stuck', id: 1, command });
		line.post({ kind: 'command', token: 't', id: 2, command });
		page.close();
		expect(ofKind(got, 'result').map(({ id }) => id)).toEqual([2]);
		expect(broker.isProbing(7)).toBe(false);
		stuck.close();
		expect(ofKind(got, 'result').map(({ id }) => id)).toEqual([2]);
	});

	it('takes from a relay no change of what the browser says of a document', async () => {
		const { panel, relay } = setUp();
		const { got } = await panel('p', 7);
		const { line } = relay('t', 7);
		const change = {
			frames: 2,
			tabId: 8,
			origin: 'https://bank.example',
			token: 'another',
			url: 7,
		} as object;
		line.post({ kind: 'changed', change });
		const [last] = ofKind(got, 'document').slice(-1);
		expect(last?.document).toMatchObject({ token: 't', tabId: 7, frames: 2, url: expect.any(String) });
		expect(last?.document.origin).not.toBe('https://bank.example');
	});

	it('a text is requested for the panel that asks, whether or not a document is there', async () => {
		const { panel } = setUp();
		const [one, other] = [await panel('p', 7), await panel('q', 7)];
		one.line.post({ kind: 'fetch-text', id: 3, url: 'https://cdn.test/a.js' });
		await Promise.resolve();
		expect(ofKind(one.got, 'result')).toEqual([
			{ kind: 'result', id: 3, result: { kind: 'source', source: 'text of https://cdn.test/a.js' } },
		]);
		expect(ofKind(other.got, 'result')).toEqual([]);
	});
});
