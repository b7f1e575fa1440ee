// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnalysisReply } from '../../../panel/store/analysis-store.ts';
import { createOpenedStore } from '../../../panel/store/opened-store.ts';
import type { PanelStore } from '../../../panel/store/panel-store.ts';
import { FindingsView } from '../../../panel/views/findings/FindingsView.tsx';
import { fetchRest } from '../../../panel/views/later.ts';
import { ListenersView } from '../../../panel/views/listeners/ListenersView.tsx';
import { SocketsView } from '../../../panel/views/sockets/SocketsView.tsx';
import { TimelineView } from '../../../panel/views/timeline/TimelineView.tsx';
import { judge } from '../../../panel/worker/judge.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, frame, message, object, ran, seen, text } from '../session/events.ts';
import { decoders, memory } from './decoding/sessions.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));
// The editor writes such characters out by itself.
vi.mock('../../../panel/views/listeners/source/SourcePane.tsx', () => ({ SourcePane: () => null }));

/** Turns round what follows it. */
const TURN = '\u202e';
const word = (name: string): string => `${name}${TURN}gnp`;
const SOURCE = `function ${'handle'}(e) { if (e.origin.indexOf('${word('shop')}') < 0) return; document.body.innerHTML = e.data['${word('html')}']; }`;

/** A page that gives everything that it can name a name that turns words round. */
function hostileStore(): PanelStore {
	const session = new Session();
	session.introduce(documentInfo({ title: word('title') }), 900);
	const secret = object({
		access_token: text('a1B2c3D4e5F6'),
		[word('key')]: text(word('text')),
		type: text(word('type')),
	});
	const base = { socket: 1, stack: [] };
	const events = [
		{ kind: 'seen-from', seq: 0, time: 500, n: 1 },
		added(1, 1, { name: word('handler'), source: SOURCE, sourceLength: SOURCE.length, stack: [] }),
		added(2, 2, { name: word('news'), target: { kind: 'broadcast-channel', id: 1, name: word('channel') } }),
		message(3, { n: 1, data: secret }),
		ran(4, {
			listener: 1,
			message: 3,
			reads: [{ name: 'data' }],
			threw: word('threw'),
			thrownAt: { url: word('script'), line: 3, column: 5 },
		}),
		{
			...base,
			kind: 'socket-connecting',
			seq: 5,
			time: 1_005,
			requested: 'wss://shop.test/live',
			url: 'wss://shop.test/live',
			protocols: [],
			api: 'WebSocket',
		},
		{ kind: 'socket-opened', socket: 1, seq: 6, time: 1_006, protocol: '', extensions: word('extension') },
		frame(7, { data: text(JSON.stringify({ type: word('type'), id: word('id'), a: word('b') })) }),
		frame(8, { direction: 'out', data: text(JSON.stringify({ type: word('type'), id: word('id') })) }),
		{
			kind: 'socket-closed',
			socket: 1,
			seq: 9,
			time: 1_009,
			code: 1000,
			reason: word('reason'),
			wasClean: true,
			by: 'server',
		},
	];
	session.addBatch('top', 1, JSON.stringify([...events, seen(1)]), 1_100);
	session.settle(60_000);
	let receive = (_: AnalysisReply): void => {};
	return createOpenedStore(session, {
		analyser: {
			post: ({ id, ...request }) => setTimeout(() => receive({ id, ...judge(request) })),
			onReply: (callback) => {
				receive = callback;
			},
		},
		storage: memory(),
		now: () => 0,
		later: (run) => void setTimeout(run, 0),
		nextFrame: (run) => void setTimeout(run, 0),
		expectedVersion: 1,
		decode: decoders(),
	});
}

/** Where such a character is shown: the texts and attributes that have it. */
function turned(): string[] {
	const found: string[] = [];
	for (const element of document.querySelectorAll('*')) {
		for (const { name, value } of element.attributes)
			if (value.includes(TURN)) found.push(`${name}: ${value}`);
		for (const node of element.childNodes)
			if (node.nodeType === Node.TEXT_NODE && node.textContent?.includes(TURN))
				found.push(`<${element.tagName.toLowerCase()} class="${element.className}">: ${node.textContent}`);
	}
	return [...new Set(found)];
}

const soon = (): Promise<void> => act(async () => void (await vi.runAllTimersAsync()));

beforeEach(() => {
	vi.useFakeTimers();
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(432);
	vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1_800);
});
afterEach(() => {
	render(null, document.body);
	vi.restoreAllMocks();
	vi.useRealTimers();
});

describe('characters that turn words round are written out', () => {
	it.each([
		['timeline', TimelineView],
		['listeners', ListenersView],
		['sockets', SocketsView],
		['findings', FindingsView],
	] as const)('wherever the %s show data of the page', async (tab, View) => {
		await fetchRest();
		const store = hostileStore();
		store.selection.tab.value = tab;
		act(() => render(<View store={store} />, document.body));
		await soon();
		const found = new Set(turned());
		for (let at = 0; at < document.querySelectorAll('.grid-body [role=row]').length; at++) {
			const row = document.querySelectorAll<HTMLElement>('.grid-body [role=row]')[at];
			act(() => void row?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })));
			await soon();
			const tabs = document.querySelectorAll('.detail [role=tab]').length;
			for (let pane = 0; pane < tabs; pane++) {
				act(() => document.querySelectorAll<HTMLElement>('.detail [role=tab]')[pane]?.click());
				await soon();
				for (const one of turned()) found.add(one);
			}
		}
		expect(document.querySelectorAll('.detail').length).toBeGreaterThan(0);
		expect([...found]).toEqual([]);
	});
});
