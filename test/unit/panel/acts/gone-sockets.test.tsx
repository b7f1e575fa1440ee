// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyDraft } from '../../../../panel/store/acts/payload.ts';
import { createOpenedStore } from '../../../../panel/store/opened-store.ts';
import { createSocketActs } from '../../../../panel/store/socket-acts.ts';
import { Composer } from '../../../../panel/views/sockets/act/Composer.tsx';
import { HeldStrip } from '../../../../panel/views/sockets/act/HeldStrip.tsx';
import { ReplayPane } from '../../../../panel/views/sockets/act/ReplayPane.tsx';
import { memory, socketSession } from '../decoding/sessions.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

/** A panel beside a page whose socket goes away before anything else can be done. */
function setUp() {
	const { session, socket, pass, open } = socketSession();
	pass({ direction: 'out', text: 'once more' }, { direction: 'out', rule: 'held', text: 'hold me' });
	const store = createOpenedStore(session, {
		analyser: { post: () => {}, onReply: () => {} },
		storage: memory(),
		now: () => 0,
		later: (run) => void setTimeout(run, 0),
		nextFrame: (run) => void setTimeout(run, 0),
		expectedVersion: 1,
	});
	const acts = createSocketActs({
		session,
		version: store.version,
		bodies: store.bodies,
		command: async () => ({ kind: 'failed', code: 'socket-not-open' }),
		changed: () => void store.version.value++,
		now: () => 0,
		wait: (run) => void setTimeout(run, 0),
	});
	return { store, acts, socket, open };
}

const field = (): HTMLTextAreaElement | null => document.querySelector('textarea');
const press = (text: string): void => {
	const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text);
	act(() => button?.click());
};
const alerts = (): string => document.querySelector('[role=alert]')?.textContent ?? '';

describe('a socket that is gone while a person types', () => {
	it('keeps the edited frame, and says why it could not go', async () => {
		const { store, acts, socket } = setUp();
		const [held = -1] = socket.held.keys();
		acts.editingOf(socket).value = { frame: held, draft: { ...emptyDraft, text: 'edited at length' } };
		act(() => render(<HeldStrip store={store} acts={acts} socket={socket} />, document.body));
		expect(field()?.value).toBe('edited at length');
		press('act_forwardEdited');
		await vi.waitFor(() => expect(alerts()).toContain('failure_socket_not_open'));
		expect(field()?.value).toBe('edited at length');
	});

	it('keeps the frame that is being written, and says so', async () => {
		const { acts, socket } = setUp();
		acts.draftOf(socket).value = { ...emptyDraft, text: 'half a message' };
		act(() => render(<Composer acts={acts} socket={socket} />, document.body));
		press('act_send');
		await vi.waitFor(() => expect(alerts()).toContain('failure_socket_not_open'));
		socket.state = 'closed';
		act(() => render(<Composer acts={{ ...acts }} socket={socket} />, document.body));
		expect(document.body.textContent).toContain('act_notOpen');
		expect(field()?.value).toBe('half a message');
	});

	it('leaves no other socket in its place for a replay', () => {
		const { store, acts, socket, open } = setUp();
		open(2, 'wss://other.test/live');
		const show = (): void => {
			act(() => render(<ReplayPane store={store} acts={{ ...acts }} socket={socket} />, document.body));
		};
		show();
		const choice = document.querySelector('select');
		const start = document.querySelector('button');
		expect([choice?.value, start?.disabled]).toEqual(['0', false]);
		socket.state = 'closed';
		show();
		expect([choice?.value, start?.disabled]).toEqual(['', true]);
		expect(choice?.selectedOptions[0]?.textContent).toBe('act_replayGone');
		act(() => {
			if (choice) choice.value = '1';
			choice?.dispatchEvent(new Event('change', { bubbles: true }));
		});
		expect([choice?.value, start?.disabled]).toEqual(['1', false]);
	});
});
