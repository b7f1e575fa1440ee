import { t } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { type Tab, tabs } from '../store/selection.ts';
import { ClearIcon, PausedIcon, RecordIcon, SettingsIcon } from '../ui/Icons.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ToolButton } from '../ui/ToolButton.tsx';
import { ExportMenu } from './export/ExportMenu.tsx';
import { FilterBox } from './filter/FilterBox.tsx';
import { SavedFilters } from './filter/SavedFilters.tsx';
import { ColumnMenu } from './timeline/ColumnMenu.tsx';

interface ToolbarProps {
	store: PanelStore;
	shown: readonly Tab[];
	/** The settings are shown. */
	isSetting: boolean;
	onSettings: () => void;
}

/** Recording, clearing, the tabs and the filter: always on top. */
export function Toolbar({ store, shown, isSetting, onSettings }: ToolbarProps) {
	const { recording, preserve, selection } = store;
	return (
		<div class="bar toolbar" role="toolbar" aria-label={t('toolbar')}>
			<ToolButton
				label={recording.value ? t('pause') : t('resume')}
				title={recording.value ? t('pauseTitle') : t('resumeTitle')}
				class={recording.value ? 'tool-recording' : ''}
				disabled={store.isSaved}
				onClick={() => {
					recording.value = !recording.value;
				}}
			>
				{recording.value ? <RecordIcon /> : <PausedIcon />}
			</ToolButton>
			<ToolButton label={t('clear')} title={t('clearTitle')} disabled={store.isSaved} onClick={store.clear}>
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
					if (isSetting) onSettings();
				}}
			/>
			<span class="bar-divider" />
			<FilterBox store={store} />
			<SavedFilters store={store} />
			<span class="bar-divider" />
			<button
				type="button"
				class="toggle switch"
				aria-pressed={preserve.value}
				title={t('preserveTitle')}
				onClick={() => {
					preserve.value = !preserve.value;
				}}
			>
				{t('preserve')}
			</button>
			<ExportMenu store={store} />
			<ColumnMenu store={store} />
			<ToolButton label={t('settings')} pressed={isSetting} onClick={onSettings}>
				<SettingsIcon />
			</ToolButton>
		</div>
	);
}

function Count({ store, tab }: { store: PanelStore; tab: Tab }) {
	store.version.value;
	if (tab !== 'findings') return null;
	const count = store.findings.value.filter(({ accepted }) => !accepted).length;
	return count > 0 ? <span class="tab-count tab-count-bad">{count}</span> : null;
}
