// @vitest-environment happy-dom

import { render } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Draft, emptyDraft, type Payload } from '../../../../panel/store/acts/payload.ts';
import type { PanelStore } from '../../../../panel/store/panel-store.ts';
import { createSocketActs, type SocketActs } from '../../../../panel/store/socket-acts.ts';
import { ArmedBar } from '../../../../panel/views/sockets/act/ArmedBar.tsx';
import { ConnectionPane } from '../../../../panel/views/sockets/act/ConnectionPane.tsx';
import { HeldStrip } from '../../../../panel/views/sockets/act/HeldStrip.tsx';
import { PayloadField } from '../../../../panel/views/sockets/act/PayloadField.tsx';
import { RowActs } from '../../../../panel/views/sockets/act/RowActs.tsx';
import { RuleForm } from '../../../../panel/views/sockets/act/RuleForm.tsx';
import type { Command } from '../../../../src/protocol/command.ts';
import { documentInfo, frame, text } from '../../session/events.ts';
import { socketSession } from '../decoding/sessions.ts';
import { openedStore } from '../opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

/** A panel beside a page with a socket, which does what it is told. */
function setUp() {
	const { session, socket, pass } = socketSession();
	const opened = openedStore(session);
	const told: Command[] = [];
	const acts: SocketActs = createSocketActs({
		session,
		version: opened.version,
		bodies: opened.bodies,
		command: async (_token, command) => {
			told.push(command);
			return { kind: 'done' };
		},
		changed: () => void opened.version.value++,
		now: () => 0,
		wait: (run) => void setTimeout(run, 0),
	});
	const store: PanelStore = { ...opened, acts };
	return { session, socket, pass, acts, store, told };
}

const press = (words: string, at = 0): void => {
	const buttons = [...document.querySelectorAll('button')];
	act(() => buttons.filter(({ textContent }) => textContent === words)[at]?.click());
};
const submit = (): void => {
	act(() => {
		document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
	});
};
const alerts = (): string => document.querySelector('[role=alert]')?.textContent ?? '';

describe('a rule', () => {
	it('that was refused is no longer spoken of once another is made', async () => {
		const { acts, socket } = setUp();
		const draw = (pattern: string): void => {
			acts.rule.value = { ...acts.rule.value, pattern };
			act(() => render(<RuleForm acts={acts} socket={socket} />, document.body));
		};
		draw('(a+)+b');
		submit();
		await vi.waitFor(() => expect(alerts()).toContain('actProblem_slow_pattern'));
		draw('plain');
		submit();
		await vi.waitFor(() => expect(acts.rules.rules.value).toHaveLength(1));
		await vi.waitFor(() => expect(alerts()).toBe(''));
	});
});

describe('held frames', () => {
	it('that are fetched late do not take the place of one that is edited by then', async () => {
		const { acts, store, socket, pass } = setUp();
		pass(
			{ direction: 'out', rule: 'held', text: 'large' },
			{ direction: 'out', rule: 'held', text: 'small' },
		);
		const [large] = socket.held.values();
		let arrive = (_: Payload): void => {};
		const payloadOfRow = (row: number): Promise<Payload> =>
			row === large
				? new Promise((done) => {
						arrive = done;
					})
				: Promise.resolve({ data: text('small') });
		const slow = { ...acts, payloadOfRow };
		act(() => render(<HeldStrip store={store} acts={slow} socket={socket} />, document.body));
		press('act_edit', 0);
		press('act_edit', 1);
		const editing = acts.editingOf(socket);
		await vi.waitFor(() => expect(editing.value?.draft.text).toBe('small'));
		arrive({ data: text('large') });
		await Promise.resolve();
		await Promise.resolve();
		expect(editing.value?.draft.text).toBe('small');
	});

	it('are looked for where the page is still there', () => {
		const { session, acts, store, pass } = setUp();
		pass({ direction: 'out', rule: 'held', text: 'lost' });
		session.end('top', 6_000);
		session.introduce(documentInfo({ token: 'next' }), 6_000);
		const events = [frame(1, { socket: 7, direction: 'out', rule: 'held' })];
		session.addBatch('next', 1, JSON.stringify(events), 6_000);
		act(() => render(<ArmedBar store={store} />, document.body));
		expect([acts.held.value, document.body.textContent]).toEqual([
			1,
			expect.stringContaining('act_held_one'),
		]);
		press('act_show');
		expect(store.selection.socket.value).toBe(1);
	});
});

describe('closing a socket', () => {
	it('asks for a code where there is a reason, which would not be sent without one', () => {
		const { acts, socket, told } = setUp();
		acts.connection.value = { ...acts.connection.value, closeReason: 'bye' };
		act(() => render(<ConnectionPane acts={acts} socket={socket} />, document.body));
		submit();
		expect([told, alerts()]).toEqual([[], expect.stringContaining('actProblem_code')]);
		acts.connection.value = { ...acts.connection.value, closeCode: '1000' };
		act(() => render(<ConnectionPane acts={{ ...acts }} socket={socket} />, document.body));
		submit();
		expect(told).toEqual([{ kind: 'socket-close', socket: 1, code: 1000, reason: 'bye' }]);
	});
});

describe('a recorded frame to be changed', () => {
	it('does not take the place of what was written while it was fetched', async () => {
		const { acts, store, socket } = setUp();
		const arrivals: ((payload: Payload) => void)[] = [];
		const payloadOfRow = (): Promise<Payload> => new Promise((done) => arrivals.push(done));
		const slow = { ...acts, payloadOfRow };
		const row = { acts: slow, decoding: store.decoding, socket, row: 0, direction: 'out' } as const;
		act(() => render(<RowActs {...row} />, document.body));
		const draft = acts.draftOf(socket);
		press('act_editResend');
		draft.value = { ...emptyDraft, text: 'typed' };
		await act(async () => arrivals[0]?.({ data: text('recorded') }));
		await vi.waitFor(() => expect(document.querySelector('button')).not.toBe(null));
		await new Promise((done) => setTimeout(done));
		expect(draft.value.text).toBe('typed');
		press('act_editResend');
		await act(async () => arrivals[1]?.({ data: text('recorded') }));
		await vi.waitFor(() => expect(draft.value.text).toBe('recorded'));
	});
});

describe('a file to send', () => {
	let draft: Draft;
	function Field() {
		const [now, setNow] = useState<Draft>({ ...emptyDraft, format: 'file' });
		draft = now;
		return <PayloadField id="field" draft={now} onDraft={setNow} onSubmit={() => {}} />;
	}
	const choose = (files: object[]): HTMLInputElement => {
		const input = document.querySelector('input[type=file]') as HTMLInputElement;
		let value = 'C:\\fakepath\\x.bin';
		Object.defineProperty(input, 'files', { configurable: true, get: () => (value === '' ? [] : files) });
		Object.defineProperty(input, 'value', {
			configurable: true,
			get: () => value,
			set: (to: string) => {
				value = to;
			},
		});
		act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
		return input;
	};

	it('that is read slowly leaves what was typed meanwhile, and can be chosen once more', async () => {
		act(() => render(<Field />, document.body));
		let arrive = (_: ArrayBuffer): void => {};
		const arrayBuffer = (): Promise<ArrayBuffer> =>
			new Promise((done) => {
				arrive = done;
			});
		const input = choose([{ name: 'x.bin', size: 3, arrayBuffer }]);
		expect(input.value).toBe('');
		const format = document.querySelector('select') as HTMLSelectElement;
		act(() => {
			format.value = 'text';
			format.dispatchEvent(new Event('change', { bubbles: true }));
		});
		const field = document.querySelector('textarea') as HTMLTextAreaElement;
		act(() => {
			field.value = 'typed';
			field.dispatchEvent(new Event('input', { bubbles: true }));
		});
		await act(async () => arrive(new Uint8Array([1, 2, 3]).buffer));
		expect(draft).toMatchObject({ format: 'text', text: 'typed', file: { name: 'x.bin' } });
	});
});
