import { useEffect, useRef } from 'preact/hooks';
import { completionsOf } from '../../../src/session/query-completion.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { FilterField } from './FilterField.tsx';
import { FilterHelp } from './FilterHelp.tsx';
import { seenValues } from './seen-values.ts';

/** The panel's filter, which every tab's list goes by. */
export function FilterBox({ store }: { store: PanelStore }) {
	const input = useRef<HTMLInputElement>(null);
	useFilterKeys(input);
	return (
		<FilterField
			id="filter"
			label={t('filter')}
			input={input}
			filter={store.filter}
			query={store.query.value}
			complete={(text) => completionsOf(text, (key) => seenValues(store, key))}
			toList={() => document.querySelector<HTMLElement>('.grid')?.focus()}
		>
			<FilterHelp
				onTake={(example) => {
					store.filter.value = [store.filter.value.trim(), example].filter(Boolean).join(' ');
					input.current?.focus();
				}}
			/>
		</FilterField>
	);
}

/**
 * Ctrl or Cmd+F and a slash lead to the filter, as in the browsers' own panels; among the frames of a socket to theirs.
 * They are taken before anything else hears of them: Chromium's developer tools have a search of their own for all panels,
 * which would take the focus away. Code has its own search.
 */
function useFilterKeys(input: { current: HTMLInputElement | null }): void {
	useEffect(() => {
		const focus = (event: KeyboardEvent): void => {
			const from = event.target instanceof Element ? event.target : undefined;
			if (from?.closest('.source')) return;
			const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
			const slash = event.key === '/' && !isTyping(event.target);
			if (!find && !slash) return;
			event.preventDefault();
			event.stopImmediatePropagation();
			const own = from?.closest('.with-own-filter')?.querySelector<HTMLInputElement>('.filter-input');
			// Asked for again there, the key leads on to the panel's.
			const field = own && own !== from ? own : input.current;
			field?.focus();
			field?.select();
		};
		addEventListener('keydown', focus, true);
		return () => removeEventListener('keydown', focus, true);
	}, [input]);
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
