import type { Signal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Query } from '../../../src/session/query.ts';
import { t, tOf } from '../../i18n.ts';
import { CloseIcon, FilterIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';

interface FilterFieldProps {
	/** Unique in the document. */
	id: string;
	label: string;
	input: RefObject<HTMLInputElement | null>;
	filter: Signal<string>;
	query: Query;
	/** What a text could be continued to. */
	complete(text: string): string[];
	/** Leads to the list that is filtered. */
	toList(): void;
	children?: ComponentChildren;
}

/** A field for a filter: what it cannot understand it says at once; what it could be continued to it offers. */
export function FilterField(props: FilterFieldProps) {
	const { id, label, input, filter, query, complete, toList } = props;
	const [offers, setOffers] = useState<string[]>([]);
	const [active, setActive] = useState(-1);
	const error = query.ok || offers.length > 0 ? undefined : query.error;

	const change = (text: string, offering: boolean): void => {
		filter.value = text;
		setOffers(offering ? complete(text) : []);
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
				toList();
			}
		} else if (offers.length > 0 && event.key === 'ArrowDown') setActive((active + 1) % offers.length);
		else if (offers.length > 0 && event.key === 'ArrowUp') {
			setActive(active < 0 ? offers.length - 1 : active - 1);
		} else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined && !event.shiftKey)
			take(chosen);
		else if (event.key === 'Enter' && offers.length > 0) setOffers([]);
		else if (event.key === 'ArrowDown') toList();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<div class={`filter ${error ? 'filter-wrong' : ''}`}>
			<FilterIcon class="dim" />
			{/* biome-ignore lint/a11y/useSemanticElements: Firefox clears search fields by Escape, also where that closes something (see keep-escape.ts) */}
			<input
				ref={input}
				type="text"
				role="searchbox"
				aria-controls={offers.length > 0 ? `${id}-offers` : undefined}
				aria-autocomplete="list"
				aria-activedescendant={active >= 0 ? `${id}-offer-${active}` : undefined}
				class="filter-input"
				aria-label={label}
				placeholder={label}
				spellcheck={false}
				autocomplete="off"
				value={filter.value}
				aria-invalid={error !== undefined}
				aria-describedby={error ? `${id}-error` : undefined}
				onInput={(event) => change(event.currentTarget.value, true)}
				onBlur={() => setOffers([])}
				onKeyDown={onKeyDown}
			/>
			{filter.value !== '' && (
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
			{props.children}
			{offers.length > 0 && (
				<div id={`${id}-offers`} class="offers mono" role="listbox" aria-label={t('completions')}>
					{offers.map((offer, index) => (
						// biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active one
						<div
							key={offer}
							id={`${id}-offer-${index}`}
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
				<div id={`${id}-error`} class="filter-error" role="alert">
					{tOf('queryError', error.code)} <code>{error.detail}</code> {t('atCharacter', error.at + 1)}
				</div>
			)}
		</div>
	);
}
