import { effect } from '@preact/signals';
import type { ButtonState } from '../src/protocol/envelope.ts';
import { t, tn } from './i18n.ts';
import type { TabConnection } from './lines/connection.ts';
import { countOf } from './store/findings.ts';
import type { PanelStore } from './store/panel-store.ts';

/** While a page loads, its findings change many times a second. */
const QUIET_MS = 200;

/** Keeps the tab's toolbar button at what is found; a browser clears it with each navigation. */
export function followOnButton(store: PanelStore, connection: TabConnection): void {
	let told = '';
	let timer: ReturnType<typeof setTimeout> | undefined;
	connection.onMessage(({ kind }) => {
		if (kind === 'navigated') told = '';
	});
	effect(() => {
		const state = stateOf(store);
		const text = JSON.stringify(state);
		clearTimeout(timer);
		if (!store.settled.value || text === told) return;
		timer = setTimeout(() => {
			told = text;
			connection.showOnButton(state);
		}, QUIET_MS);
	});
}

function stateOf(store: PanelStore): ButtonState {
	const { count, worst } = countOf(store.findings.value);
	const title = count === 0 ? t('button_clean') : tn('button', count);
	return { count, title: `Earshot: ${title}`, ...(worst ? { worst } : {}) };
}
