// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionState, PanelStore } from '../../../panel/store/panel-store.ts';
import type { Reach } from '../../../panel/store/reach.ts';
import { Banner } from '../../../panel/views/Banner.tsx';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from '../session/events.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

/** The parts of a store that the banner looks at. */
function setUp() {
	const store = {
		session: new Session(),
		version: signal(0),
		isSaved: false,
		connection: signal<ConnectionState>('connected'),
		permitted: signal(true),
		reach: signal<Reach>('reached'),
	};
	const gone: string[] = [];
	const ways = {
		ask: () => void gone.push('ask'),
		reloadPage: () => void gone.push('reloadPage'),
		openSettings: () => void gone.push('openSettings'),
	};
	const draw = (): void => {
		act(() => {
			store.version.value++;
			render(<Banner store={store as unknown as PanelStore} ways={ways} />, document.body);
		});
	};
	const click = (label: string): void => {
		const buttons = [...document.querySelectorAll('button')];
		const button = buttons.find((each) => (each.getAttribute('aria-label') ?? each.textContent) === label);
		if (!button) throw new Error(`No ${label} in ${document.body.textContent}`);
		act(() => button.click());
	};
	return { store, gone, draw, click };
}

const shown = (): string => document.body.textContent ?? '';

describe('the banner', () => {
	it('is not there where all can be seen', () => {
		const { draw } = setUp();
		draw();
		expect(document.body.innerHTML).toBe('');
	});

	it.each<[ConnectionState, string]>([
		['gone', 'state_updated'],
		['other-version', 'state_otherVersion'],
		['reconnecting', 'state_reconnecting'],
	])('of a connection that is %s says %s, whatever else is wrong', (connection, words) => {
		const { store, draw } = setUp();
		store.connection.value = connection;
		store.permitted.value = false;
		draw();
		expect(shown()).toContain(words);
		expect(shown()).not.toContain('state_notPermitted');
	});

	it('asks for the permission that is missing', () => {
		const { store, gone, draw, click } = setUp();
		store.permitted.value = false;
		draw();
		click('allow');
		expect(gone).toEqual(['ask']);
	});

	it.each<[Reach, string, string[]]>([
		['restricted', 'state_restricted', []],
		['file', 'state_file', []],
		['silent', 'state_silent', ['reloadPage']],
		['checking', '', []],
	])('of a page that is %s says %s, with its way out', (reach, words, buttons) => {
		const { store, draw } = setUp();
		store.reach.value = reach;
		draw();
		expect(shown()).toBe(words + buttons.join(''));
	});

	it('says what came before it, where the page had started already', () => {
		const { store, gone, draw, click } = setUp();
		store.session.introduce(documentInfo({ hooked: 'late' }), 1);
		draw();
		expect(shown()).toContain('state_late');
		click('reloadPage');
		expect(gone).toEqual(['reloadPage']);
	});

	it('says what was given up, leads to keeping more, and can be put away until the log is cleared', () => {
		const { store, gone, draw, click } = setUp();
		store.session.losses.rows = 1_234;
		draw();
		expect(shown()).toContain('state_givenUp 1,234 0');
		click('keepMore');
		expect(gone).toEqual(['openSettings']);
		click('dismiss');
		expect(shown()).toBe('');
		store.session.losses.rows = 0;
		draw();
		store.session.losses.rows = 1;
		draw();
		expect(shown()).toContain('state_givenUp 1 0');
	});

	it('says nothing of a saved session', () => {
		const { store, draw } = setUp();
		store.isSaved = true;
		store.permitted.value = false;
		draw();
		expect(shown()).toBe('');
	});
});
