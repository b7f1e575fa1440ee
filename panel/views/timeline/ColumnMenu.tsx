import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { ColumnsIcon } from '../../ui/Icons.tsx';
import { timelineColumns } from './TimelineColumns.tsx';

/** Chooses which columns the timeline shows. */
export function ColumnMenu({ store }: { store: PanelStore }) {
	const [open, setOpen] = useState(false);
	const menu = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (!open) return undefined;
		const close = (event: Event): void => {
			if (
				event instanceof KeyboardEvent
					? event.key === 'Escape'
					: !menu.current?.contains(event.target as Node)
			) {
				setOpen(false);
			}
		};
		addEventListener('pointerdown', close);
		addEventListener('keydown', close);
		return () => {
			removeEventListener('pointerdown', close);
			removeEventListener('keydown', close);
		};
	}, [open]);
	if (store.selection.tab.value !== 'timeline') return null;
	const hidden = store.hiddenColumns.value;
	return (
		<div class="menu-anchor" ref={menu}>
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
				<fieldset class="menu">
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
			)}
		</div>
	);
}
