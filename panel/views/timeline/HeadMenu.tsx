import { batch } from '@preact/signals';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { ContextMenu, type MenuCommand } from '../../ui/ContextMenu.tsx';
import type { Column } from '../../ui/columns.ts';

interface HeadMenuProps {
	store: PanelStore;
	column: Column<number>;
	x: number;
	y: number;
	onMove(column: string, by: -1 | 1): void;
	onClose(): void;
}

/** What can be done with a column: sort by it, move it, hide it. */
export function HeadMenu({ store, column, x, y, onMove, onClose }: HeadMenuProps) {
	const { timeline } = store;
	const sort = (descending: boolean) => (): void =>
		batch(() => {
			timeline.grouped.value = false;
			timeline.sort.value = { column: column.id, descending };
		});
	const commands: MenuCommand[] = [];
	if (column.sortable) {
		commands.push({ label: t('sortUp'), run: sort(false) }, { label: t('sortDown'), run: sort(true) });
	}
	commands.push(
		{ label: t('moveLeft'), run: () => onMove(column.id, -1) },
		{ label: t('moveRight'), run: () => onMove(column.id, 1) },
	);
	if (!column.grow) {
		commands.push({
			label: t('hideColumn'),
			run: () => {
				store.hiddenColumns.value = [...store.hiddenColumns.value, `timeline.${column.id}`];
			},
		});
	}
	return <ContextMenu label={column.label} x={x} y={y} commands={commands} onClose={onClose} />;
}
