// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import type { ProbeDesk } from '../../../../panel/store/probe/probe-desk.ts';
import { emptyDraft, type ProbeDraft } from '../../../../panel/store/probe/probe-draft.ts';
import { ProbeWith } from '../../../../panel/views/probe/ProbeWith.tsx';
import { SeriesForm } from '../../../../panel/views/probe/SeriesForm.tsx';
import { Session } from '../../../../src/session/session.ts';
import { added, documentInfo, message, text } from '../../session/events.ts';
import { openedStore } from '../opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

it('the number of times that is delivered is the number that is shown', () => {
	const draft = signal<ProbeDraft>({ ...emptyDraft, times: 5 });
	const desk = {
		draft,
		edit(part: Partial<ProbeDraft>) {
			draft.value = { ...draft.value, ...part };
		},
	} as unknown as ProbeDesk;
	act(() => render(<SeriesForm desk={desk} disabled={false} />, document.body));
	const field = document.querySelector('input') as HTMLInputElement;
	const type = (words: string): void => {
		act(() => {
			field.value = words;
			field.dispatchEvent(new Event('input', { bubbles: true }));
		});
		act(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
	};
	for (const [words, times] of [
		['7', 7],
		['', 7],
		['0', 7],
		['-3', 7],
		['900', 100],
		['1000', 100],
	] as const) {
		type(words);
		expect([words, draft.value.times, field.value]).toEqual([words, times, String(times)]);
	}
});

it('a message goes to the listener that was chosen, whatever others come', async () => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.introduce(documentInfo({ token: 'pay', path: '0', frameId: 4 }), 900);
	session.addBatch('top', 1, JSON.stringify([added(1, 1, { name: 'own' }), message(2)]), 1_000);
	session.addBatch('pay', 1, JSON.stringify([added(1, 1, { name: 'wanted' })]), 1_000);
	const chosen: string[] = [];
	const store = {
		...openedStore(session),
		isSaved: false,
		probes: {
			deskOf: () => Promise.reject(new Error('not here')),
			choose: async ({ added: { name } }: { added: { name: string } }) => void chosen.push(name),
		},
	};
	const row = [0, 1, 2].find((each) => session.rows.kind(each) === 'message') ?? -1;
	const draw = (): void => {
		const with_ = <ProbeWith store={store} row={row} message={{ data: text('x'), ports: [] }} />;
		act(() => render(with_, document.body));
	};
	draw();
	const list = document.querySelector('select') as HTMLSelectElement;
	act(() => {
		list.value = list.options[1]?.value ?? '';
		list.dispatchEvent(new Event('change', { bubbles: true }));
	});
	session.addBatch('top', 2, JSON.stringify([added(3, 2, { name: 'later' })]), 1_000);
	draw();
	await act(async () => document.querySelector('button')?.click());
	expect(chosen).toEqual(['wanted']);
});
