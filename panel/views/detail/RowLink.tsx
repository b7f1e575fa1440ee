import type { PanelStore } from '../../store/panel-store.ts';

/** Leads to another row: in the sockets' tab to a frame there, else in the timeline. */
export function RowLink({ store, row, text }: { store: PanelStore; row: number; text: string }) {
	const { selection, session } = store;
	const show = (): void => {
		const isFrame = session.holds(row) && session.rows.kind(row) === 'frame';
		if (selection.tab.value === 'sockets' && isFrame) selection.frame.value = row;
		else selection.showRow(row);
	};
	return (
		<button type="button" class="link mono" onClick={show}>
			{text}
		</button>
	);
}
