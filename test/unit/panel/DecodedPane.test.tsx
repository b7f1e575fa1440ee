// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Sparkline } from '../../../panel/ui/Sparkline.tsx';
import { DecodedPane } from '../../../panel/views/detail/DecodedPane.tsx';
import { ProtocolChoice } from '../../../panel/views/sockets/ProtocolChoice.tsx';
import { SocketStatistics } from '../../../panel/views/sockets/SocketStatistics.tsx';
import { pageValueOf } from '../../../panel/worker/decoding/page-value.ts';
import type { DecodedValue } from '../../../src/decode/decoded.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import { text } from '../session/events.ts';
import { decoders, socketSession } from './decoding/sessions.ts';
import { openedStore } from './opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

const plenty = () => ({ nodes: 1_000 });

const shown = (): string => document.body.textContent ?? '';

function setUp() {
	const { session, socket, pass } = socketSession('wss://shop.test/rpc');
	const rows = pass(
		{ direction: 'out', time: 2_000, text: '{"jsonrpc":"2.0","id":7,"method":"add","params":["AQID/w=="]}' },
		{ time: 2_040, text: '{"jsonrpc":"2.0","id":7,"result":3}' },
	);
	const store = openedStore(session);
	return { store, socket, rows };
}

const draw = (view: Parameters<typeof render>[0]): void => {
	void act(() => render(view, document.body));
};

describe('the decoded pane', () => {
	it('names protocol, confidence, type and ids, and leads to the answer', async () => {
		const { store, socket, rows } = setUp();
		const [row = -1, reply = -1] = rows;
		const body = { data: text(''), state: 'complete' } as const;
		draw(<DecodedPane store={store} socket={socket} row={row} body={body} />);
		await vi.waitFor(() => expect(shown()).toContain('answeredBy'));
		for (const part of ['JSON-RPC', 'decodedConfidence', '%', 'add', 'messageId7', 'replyAfter 40 ms']) {
			expect(shown()).toContain(part);
		}
		act(() => document.querySelector<HTMLButtonElement>('button.link')?.click());
		expect(store.selection.row.value).toBe(reply);
	});

	it('has the decoders loaded once more where that failed', async () => {
		const { session, socket, pass } = socketSession('wss://shop.test/rpc');
		const [row = -1] = pass({ text: '{"jsonrpc":"2.0","id":7,"result":3}' });
		const real = decoders();
		let isSlow = true;
		const store = openedStore(
			session,
			() => 0,
			async (question) => {
				const failure = { failed: 'timeout', detail: '' } as const;
				return isSlow ? failure : real(question);
			},
		);
		const body = { data: text(''), state: 'complete' } as const;
		draw(
			// biome-ignore lint/a11y/noNoninteractiveTabindex: as that of the details
			<div role="tabpanel" tabIndex={0}>
				<ProtocolChoice store={store} socket={socket} />
				<DecodedPane store={store} socket={socket} row={row} body={body} />
			</div>,
		);
		const again = (): HTMLButtonElement[] =>
			[...document.querySelectorAll('button')].filter((button) => button.textContent === 'tryAgain');
		await vi.waitFor(() => expect(again()).toHaveLength(2));
		isSlow = false;
		again()[0]?.focus();
		act(() => again()[0]?.click());
		// The button goes; the keyboard goes on where it was.
		expect(document.activeElement?.role).toBe('tabpanel');
		await vi.waitFor(() => expect(shown()).toContain('replyTo7'));
		expect(again()).toHaveLength(0);
	});

	it('says that the rest of a frame is not here', async () => {
		const { store, socket, rows } = setUp();
		const body = { data: text(''), state: 'partial' } as const;
		draw(<DecodedPane store={store} socket={socket} row={rows[0] ?? -1} body={body} />);
		await vi.waitFor(() => expect(shown()).toContain('decodedBeginning'));
	});
});

describe('the choice of a protocol', () => {
	it('offers automatic first, says what was found, and reads as what is chosen', async () => {
		const { store, socket, rows } = setUp();
		draw(<ProtocolChoice store={store} socket={socket} />);
		await vi.waitFor(() => expect(document.querySelector('.spoken')?.textContent).toContain('JSON-RPC'));
		const select = document.querySelector('select') as HTMLSelectElement;
		expect(select.getAttribute('aria-label')).toBe('column_protocol');
		expect(select.options[0]?.text).toBe('automatic');
		act(() => {
			select.value = 'hex';
			select.dispatchEvent(new Event('change', { bubbles: true }));
		});
		await vi.waitFor(() => expect(store.decoding.brief(rows[0] ?? -1)?.protocol).toBe('hex'));
		await vi.waitFor(() => expect(document.querySelector('.spoken')?.textContent).toBe(''));
	});
});

it('shows types and traffic of a socket', async () => {
	const { store, socket } = setUp();
	draw(<SocketStatistics store={store} socket={socket} />);
	await vi.waitFor(() => expect(document.querySelectorAll('table.types tbody tr').length).toBe(2));
	expect(document.querySelector('table.types')?.textContent).toContain('40 ms');
	const labels = [...document.querySelectorAll('svg[role=img]')].map((line) =>
		line.getAttribute('aria-label'),
	);
	expect(labels).toEqual([
		expect.stringMatching(/^frameRate_other 2 /),
		expect.stringMatching(/^byteRate \d+ B /),
	]);
});

it('draws a sparkline whose highest value reaches the top', () => {
	draw(<Sparkline values={[0, 4, 2]} label="two" width={18} height={9} />);
	expect(document.querySelector('path')?.getAttribute('d')).toBe(
		'M0 9L0.0 9.0H6.0L6.0 1.0H12.0L12.0 5.0H18.0V9Z',
	);
	expect(document.querySelector('svg')?.getAttribute('aria-label')).toBe('two');
});

describe('decoded values', () => {
	it('become page values that say the same', () => {
		const bytes = Uint8Array.of(0, 1, 255);
		const odd = JSON.parse('{"__proto__":1}') as DecodedValue;
		const value = pageValueOf(
			[undefined, null, -0, Number.NaN, 5n, bytes, new Map([[1, 'a']]), odd],
			plenty(),
		);
		if (value.t !== 'array') throw new Error('not a list');
		const items = value.e.map(([, item]) => item);
		expect(items.slice(0, 5)).toEqual([
			{ t: 'undefined' },
			{ t: 'null' },
			{ t: 'number', v: '-0' },
			{ t: 'number', v: 'NaN' },
			{ t: 'bigint', v: '5' },
		]);
		expect(items[5] && bytesOf(items[5])).toEqual(bytes);
		expect(items[6]).toMatchObject({
			t: 'map',
			e: [
				[
					{ t: 'number', v: 1 },
					{ t: 'string', v: 'a' },
				],
			],
		});
		expect(items[7]).toMatchObject({ t: 'object', e: [['__proto__', { t: 'number', v: 1 }]] });
	});

	it('are left out where they are too deep', () => {
		let deep: DecodedValue = 1;
		for (let i = 0; i < 50_000; i++) deep = [deep];
		expect(JSON.stringify(pageValueOf(deep, plenty()))).toContain('"omitted"');
	});
});
