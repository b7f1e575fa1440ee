import { useEffect, useRef } from 'preact/hooks';
import { t, tOf } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { type Tab, tabs } from '../store/selection.ts';
import { ClearIcon, CloseIcon, FilterIcon, PausedIcon, RecordIcon, StarIcon } from '../ui/icons.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ToolButton } from '../ui/ToolButton.tsx';
import { ColumnMenu } from './timeline/ColumnMenu.tsx';

/** Recording, clearing, the tabs and the filter: always on top. */
export function Toolbar({ store, shown }: { store: PanelStore; shown: readonly Tab[] }) {
	const { recording, preserve, selection } = store;
	return (
		<div class="bar toolbar" role="toolbar" aria-label={t('toolbar')}>
			<ToolButton
				label={recording.value ? t('pause') : t('resume')}
				title={recording.value ? t('pauseTitle') : t('resumeTitle')}
				class={recording.value ? 'tool-recording' : ''}
				onClick={() => {
					recording.value = !recording.value;
				}}
			>
				{recording.value ? <RecordIcon /> : <PausedIcon />}
			</ToolButton>
			<ToolButton label={t('clear')} title={t('clearTitle')} onClick={store.clear}>
				<ClearIcon />
			</ToolButton>
			<span class="bar-divider" />
			<Tabs
				id="main"
				label={t('views')}
				tabs={tabs
					.filter((tab) => shown.includes(tab))
					.map((id) => ({ id, label: t(`tab_${id}`), badge: <Count store={store} tab={id} /> }))}
				selected={selection.tab.value}
				onSelect={(tab) => {
					selection.tab.value = tab;
				}}
			/>
			<span class="bar-divider" />
			<FilterBox store={store} />
			<SavedFilters store={store} />
			<span class="bar-divider" />
			<button
				type="button"
				class="toggle"
				aria-pressed={preserve.value}
				title={t('preserveTitle')}
				onClick={() => {
					preserve.value = !preserve.value;
				}}
			>
				{t('preserve')}
			</button>
			<ColumnMenu store={store} />
		</div>
	);
}

function Count({ store, tab }: { store: PanelStore; tab: Tab }) {
	store.version.value;
	if (tab !== 'findings') return null;
	const count = store.findings.value.filter(({ accepted }) => !accepted).length;
	return count > 0 ? <span class="tab-count tab-count-bad">{count}</span> : null;
}

function FilterBox({ store }: { store: PanelStore }) {
	const input = useRef<HTMLInputElement>(null);
	const parsed = store.query.value;
	const error = parsed.ok ? undefined : parsed.error;
	useEffect(() => {
		const focus = (event: KeyboardEvent): void => {
			const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
			const slash = event.key === '/' && !isTyping(event.target);
			if (!find && !slash) return;
			event.preventDefault();
			input.current?.focus();
			input.current?.select();
		};
		addEventListener('keydown', focus);
		return () => removeEventListener('keydown', focus);
	}, []);
	return (
		<div class={`filter ${error ? 'filter-wrong' : ''}`}>
			<FilterIcon class="dim" />
			<input
				ref={input}
				type="search"
				class="filter-input"
				aria-label={t('filter')}
				placeholder={t('filter')}
				title={t('filterTitle')}
				spellcheck={false}
				autocomplete="off"
				value={store.filter.value}
				aria-invalid={error !== undefined}
				aria-describedby={error ? 'filter-error' : undefined}
				onInput={(event) => {
					store.filter.value = event.currentTarget.value;
				}}
				onKeyDown={(event) => {
					if (event.key !== 'Escape') return;
					store.filter.value = '';
					document.querySelector<HTMLElement>('[role=grid]')?.focus();
				}}
			/>
			{store.filter.value !== '' && (
				<ToolButton
					label={t('clearFilter')}
					class="tool-small"
					onClick={() => {
						store.filter.value = '';
						input.current?.focus();
					}}
				>
					<CloseIcon />
				</ToolButton>
			)}
			{error && (
				<div id="filter-error" class="filter-error" role="alert">
					{tOf('queryError', error.code)} <code>{error.detail}</code> {t('atCharacter', error.at + 1)}
				</div>
			)}
		</div>
	);
}

const isTyping = (target: EventTarget | null): boolean =>
	target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

function SavedFilters({ store }: { store: PanelStore }) {
	const saved = store.savedFilters.value;
	const current = store.filter.value.trim();
	const isSaved = saved.includes(current);
	if (current === '' && saved.length === 0) return null;
	return (
		<div class="saved">
			{current !== '' && (
				<ToolButton
					label={isSaved ? t('forgetFilter') : t('saveFilter')}
					pressed={isSaved}
					onClick={() => {
						store.savedFilters.value = isSaved
							? saved.filter((filter) => filter !== current)
							: [...saved, current];
					}}
				>
					<StarIcon />
				</ToolButton>
			)}
			{saved
				.filter((filter) => filter !== current)
				.map((filter) => (
					<button
						key={filter}
						type="button"
						class="toggle saved-filter mono"
						title={t('useFilter', filter)}
						onClick={() => {
							store.filter.value = filter;
						}}
					>
						{filter}
					</button>
				))}
		</div>
	);
}
