import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { announce } from '../../ui/announce.ts';
import { StarIcon, TrashIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { useDismiss } from '../../ui/use-dismiss.ts';

/** Filters under names: the present one can be kept, kept ones used or forgotten. */
export function SavedFilters({ store }: { store: PanelStore }) {
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLDivElement>(null);
	const close = useCallback(() => setOpen(false), []);
	useDismiss(anchor, open, close);
	/** What had the focus goes away. */
	const toButton = (): void => anchor.current?.querySelector('button')?.focus();
	const current = store.filter.value.trim();
	const saved = store.savedFilters.value;
	const isSaved = saved.some(({ filter }) => filter === current);
	return (
		<div class="saved" ref={anchor}>
			<button
				type="button"
				class={`tool ${isSaved ? 'tool-on' : ''}`}
				aria-label={t('savedFilters')}
				title={t('savedFilters')}
				aria-haspopup="dialog"
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			>
				<StarIcon />
			</button>
			{open && (
				<div class="menu saved-menu" role="dialog" aria-label={t('savedFilters')}>
					{current !== '' && !isSaved && <SaveForm store={store} filter={current} onSaved={toButton} />}
					{saved.length === 0 && current === '' && <p class="own-words saved-none">{t('noSavedFilters')}</p>}
					<ul class="saved-list">
						{saved.map(({ name, filter }) => (
							<li key={name} class="saved-item">
								<button
									type="button"
									class="menu-item menu-command"
									aria-current={filter === current}
									onClick={() => {
										store.filter.value = filter;
										close();
										toButton();
									}}
								>
									{name}
									{name !== filter && <span class="menu-detail mono">{filter}</span>}
								</button>
								<ToolButton
									label={t('forgetFilter', name)}
									onClick={() => {
										store.savedFilters.value = saved.filter((other) => other.name !== name);
										announce(t('filterForgotten', name));
										toButton();
									}}
								>
									<TrashIcon />
								</ToolButton>
							</li>
						))}
					</ul>
				</div>
			)}
		</div>
	);
}

interface SaveFormProps {
	store: PanelStore;
	filter: string;
	onSaved(): void;
}

function SaveForm({ store, filter, onSaved }: SaveFormProps) {
	const [name, setName] = useState(filter);
	const field = useRef<HTMLInputElement>(null);
	// Before the next key: a person may type on at once.
	useLayoutEffect(() => field.current?.focus(), []);
	return (
		<form
			class="saved-form"
			onSubmit={(event) => {
				event.preventDefault();
				const key = name.trim() || filter;
				const others = store.savedFilters.value.filter((other) => other.name !== key);
				store.savedFilters.value = [...others, { name: key, filter }];
				announce(t('filterSaved', key));
				onSaved();
			}}
		>
			<input
				type="text"
				class="field"
				aria-label={t('filterName')}
				value={name}
				ref={field}
				onFocus={(event) => event.currentTarget.select()}
				onInput={(event) => setName(event.currentTarget.value)}
			/>
			<button type="submit" class="button">
				{t('saveFilter')}
			</button>
		</form>
	);
}
