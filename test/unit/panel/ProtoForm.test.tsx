// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { createDecodeStore } from '../../../panel/store/decoding/decode-store.ts';
import { ProtoForm } from '../../../panel/views/sockets/ProtoForm.tsx';
import { decoders, memory, socketSession } from './decoding/sessions.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

const SHOP = 'message Tea { string name = 1; } message Cake { string name = 1; }';

it('takes a .proto file, tells mistakes with their line, and keeps the file in use until another is right', async () => {
	const { session, socket, pass } = socketSession();
	const data = { t: 'buffer', id: 1, c: 'ArrayBuffer', b: btoa('\n\u0003pot'), n: 5 } as const;
	const [row = -1] = pass({ opcode: 'binary', form: 'arraybuffer', data, size: 5 });
	const soon = (run: () => void): void => void setTimeout(run, 0);
	const around = { now: () => 0, later: soon, nextFrame: soon, decode: decoders(), storage: memory() };
	const decoding = createDecodeStore(session, around);
	decoding.open(socket);
	act(() => render(<ProtoForm decoding={decoding} socket={socket} />, document.body));
	const write = (text: string): void => {
		const field = document.querySelector('textarea') as HTMLTextAreaElement;
		act(() => {
			field.value = text;
			field.dispatchEvent(new Event('input', { bubbles: true }));
		});
		act(() => void document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true })));
	};
	const alert = (): string => document.querySelector('[role=alert]')?.textContent ?? '';
	const lists = () => [...document.querySelectorAll('select')];

	write('message Tea {\n string name = 0;\n}');
	await vi.waitFor(() => expect(alert()).toBe('protoLine 2 protoProblem_number 0'));
	expect(lists()).toEqual([]);

	write(SHOP);
	await vi.waitFor(() => expect(lists().map(({ options }) => options.length)).toEqual([3, 3]));
	expect(alert()).toBe('');
	act(() => {
		const [received] = lists();
		if (!received) return;
		received.value = 'Tea';
		received.dispatchEvent(new Event('change', { bubbles: true }));
	});
	await vi.waitFor(() =>
		expect(decoding.brief(row)).toMatchObject({ type: 'Tea', preview: '{name: "pot"}' }),
	);

	write('no .proto at all');
	await vi.waitFor(() => expect(alert()).toContain('protoProblem_unexpected'));
	expect(lists().map(({ value }) => value)).toEqual(['Tea', '']);
	expect(decoding.choiceOf(socket).proto?.text).toBe(SHOP);
});
