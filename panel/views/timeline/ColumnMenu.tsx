import { useCallback, useRef, useState } from 'preact/hooks';
import { t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { timeModes } from '../../store/timeline-list.ts';
import { ColumnsIcon, GroupIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { useDismiss } from '../../ui/use-dismiss.ts';
import { timelineColumns } from './TimelineColumns.tsx';

/** How the timeline is shown: in conversations or not, with which columns, in which times. */
export function ColumnMenu({ store }: { store: PanelStore }) {
	return store.selection.tab.value === 'timeline' ? <TimelineMenu store={store} /> : null;
}

function TimelineMenu({ store }: { store: PanelStore }) {
	const [open, setOpen] = useState(false);
	const menu = useRef<HTMLDivElement>(null);
	const close = useCallback(() => setOpen(false), []);
	useDismiss(menu, open, close);
	const { grouped } = store.timeline;
	return (
		<div class="menu-anchor">
			<ToolButton
				label={t('groupRows')}
				title={t('groupRowsTitle')}
				pressed={grouped.value}
				onClick={() => {
					grouped.value = !grouped.value;
				}}
			>
				<GroupIcon />
			</ToolButton>
			<div ref={menu}>
				<button
					type="button"
					class="tool"
					aria-label={t('columns')}
					title={t('columns')}
					aria-haspopup="true"
					aria-expanded={open}
					onClick={() => setOpen(!open)}
				>
					<ColumnsIcon />
				</button>
				{open && (
					<div class="menu">
						<Columns store={store} />
						<Times store={store} />
					</div>
				)}
			</div>
		</div>
	);
}

function Columns({ store }: { store: PanelStore }) {
	const hidden = store.hiddenColumns.value;
	return (
		<fieldset class="menu-fields">
			<legend class="menu-title">{t('columns')}</legend>
			{timelineColumns(store).map(({ id, label, grow }) => {
				const key = `timeline.${id}`;
				return (
					<label key={id} class="menu-item">
						<input
							type="checkbox"
							checked={!hidden.includes(key)}
							disabled={grow ?? false}
							onChange={() => {
								store.hiddenColumns.value = hidden.includes(key)
									? hidden.filter((other) => other !== key)
									: [...hidden, key];
							}}
						/>
						{label}
					</label>
				);
			})}
		</fieldset>
	);
}

function Times({ store }: { store: PanelStore }) {
	const { timeMode } = store.timeline;
	return (
		<fieldset class="menu-fields menu-group">
			<legend class="menu-title">{t('column_time')}</legend>
			{timeModes.map((mode) => (
				<label key={mode} class="menu-item">
					<input
						type="radio"
						name="time-mode"
						checked={timeMode.value === mode}
						onChange={() => {
							timeMode.value = mode;
						}}
					/>
					{tOf('timeMode', mode)}
				</label>
			))}
		</fieldset>
	);
}
