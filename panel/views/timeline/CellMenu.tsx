import type { Signal } from '@preact/signals';
import { termText, withTerm } from '../../../src/session/query-syntax.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { ContextMenu, type MenuCommand } from '../../ui/ContextMenu.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { cellTerms } from './cell-terms.ts';
import { rowText } from './row-text.ts';

export interface CellPlace {
	row: number;
	column: string;
	x: number;
	y: number;
}

interface CellMenuProps {
	store: PanelStore;
	/** That of the list. */
	filter: Signal<string>;
	place: CellPlace;
	onClose(): void;
}

/** What can be done with one cell of the timeline, or of a socket's frames. */
export function CellMenu({ store, filter, place, onClose }: CellMenuProps) {
	const { row, column, x, y } = place;
	if (!store.session.holds(row)) return null;
	const add = (term: string) => (): void => {
		filter.value = withTerm(filter.peek(), term);
	};
	const terms = cellTerms(store, row, column).map(({ key, value }) => [
		termText(key, value),
		termText(key, value, true),
	]);
	const commands: MenuCommand[] = [
		...terms.map(([term = '']) => ({ label: t('filterBy'), detail: term, run: add(term) })),
		...terms.map(([term = '', negated = '']) => ({ label: t('leaveOut'), detail: term, run: add(negated) })),
		{
			label: t('copyPreview'),
			run: () => void copyText(rowText(store.session, row, store.decoding.brief(row)).preview),
		},
		{
			label: t('copyEvent'),
			run: () => void copyText(JSON.stringify(store.session.rows.event(row) ?? null)),
		},
	];
	return <ContextMenu label={t('cellMenu')} x={x} y={y} commands={commands} onClose={onClose} />;
}
