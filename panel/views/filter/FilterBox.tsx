import { useEffect, useRef, useState } from 'preact/hooks';
import { completionsOf } from '../../../src/session/query-completion.ts';
import { t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { CloseIcon, FilterIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { FilterHelp } from './FilterHelp.tsx';
import { seenValues } from './seen-values.ts';

/** The filter: what it cannot understand it says at once; what it could be continued to it offers. */
export function FilterBox({ store }: { store: PanelStore }) {
	const input = useRef<HTMLInputElement>(null);
	const [offers, setOffers] = useState<string[]>([]);
	const [active, setActive] = useState(-1);
	const parsed = store.query.value;
	const error = parsed.ok || offers.length > 0 ? undefined : parsed.error;

	const change = (text: string, offering: boolean): void => {
		store.filter.value = text;
		setOffers(offering ? completionsOf(text, (key) => seenValues(store, key)) : []);
		setActive(-1);
	};
	const take = (offer: string): void => {
		change(offer, offer.endsWith(':'));
		input.current?.focus();
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		const chosen = offers[active] ?? (event.key === 'Tab' ? offers[0] : undefined);
		if (event.key === 'Escape') {
			if (offers.length > 0) setOffers([]);
			else {
				change('', false);
				document.querySelector<HTMLElement>('.grid')?.focus();
			}
		} else if (offers.length > 0 && event.key === 'ArrowDown') setActive((active + 1) % offers.length);
		else if (offers.length > 0 && event.key === 'ArrowUp') {
			setActive(active < 0 ? offers.length - 1 : active - 1);
		} else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined && !event.shiftKey)
			take(chosen);
		else if (event.key === 'Enter' && offers.length > 0) setOffers([]);
		else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('.grid')?.focus();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};

	useFilterKeys(input);
	return (
		<div class={`filter ${error ? 'filter-wrong' : ''}`}>
			<FilterIcon class="dim" />
			{/* biome-ignore lint/a11y/useSemanticElements: Firefox clears search fields by Escape, also where that closes something (see keep-escape.ts) */}
			<input
				ref={input}
				type="text"
				role="searchbox"
				aria-controls={offers.length > 0 ? 'filter-offers' : undefined}
				aria-autocomplete="list"
				aria-activedescendant={active >= 0 ? `filter-offer-${active}` : undefined}
				class="filter-input"
				aria-label={t('filter')}
				placeholder={t('filter')}
				spellcheck={false}
				autocomplete="off"
				value={store.filter.value}
				aria-invalid={error !== undefined}
				aria-describedby={error ? 'filter-error' : undefined}
				onInput={(event) => change(event.currentTarget.value, true)}
				onBlur={() => setOffers([])}
				onKeyDown={onKeyDown}
			/>
			{store.filter.value !== '' && (
				<ToolButton
					label={t('clearFilter')}
					class="tool-small"
					onClick={() => {
						change('', false);
						input.current?.focus();
					}}
				>
					<CloseIcon />
				</ToolButton>
			)}
			<FilterHelp
				onTake={(example) => {
					change([store.filter.value.trim(), example].filter(Boolean).join(' '), false);
					input.current?.focus();
				}}
			/>
			{offers.length > 0 && (
				<div id="filter-offers" class="offers mono" role="listbox" aria-label={t('completions')}>
					{offers.map((offer, index) => (
						// biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active one
						<div
							key={offer}
							id={`filter-offer-${index}`}
							role="option"
							aria-selected={index === active}
							class={`offer ${index === active ? 'offer-active' : ''}`}
							// Before the input loses the focus, and with it the offers.
							onPointerDown={(event) => {
								event.preventDefault();
								take(offer);
							}}
						>
							{offer}
						</div>
					))}
				</div>
			)}
			{error && (
				<div id="filter-error" class="filter-error" role="alert">
					{tOf('queryError', error.code)} <code>{error.detail}</code> {t('atCharacter', error.at + 1)}
				</div>
			)}
		</div>
	);
}

/**
 * Ctrl or Cmd+F and a slash lead to the filter, as in the browsers' own panels. They are taken before anything else hears
 * of them: Chromium's developer tools have a search of their own for all panels, which would take the focus away. Code has
 * its own search.
 */
function useFilterKeys(input: { current: HTMLInputElement | null }): void {
	useEffect(() => {
		const focus = (event: KeyboardEvent): void => {
			if (event.target instanceof Element && event.target.closest('.source')) return;
			const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
			const slash = event.key === '/' && !isTyping(event.target);
			if (!find && !slash) return;
			event.preventDefault();
			event.stopImmediatePropagation();
			input.current?.focus();
			input.current?.select();
		};
		addEventListener('keydown', focus, true);
		return () => removeEventListener('keydown', focus, true);
	}, [input]);
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
