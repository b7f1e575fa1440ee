import type { PanelHandle } from '../browsers/panel-handle.ts';
import { type Grid, readGrid } from './read-grid.ts';

/** The tabs that the audit reads, in the order in which it is printed. */
export const AUDIT_TABS = ['Listeners', 'Sockets', 'Timeline'] as const;
export type AuditTab = (typeof AUDIT_TABS)[number];

/** Reads the three lists of the panel, selecting its tabs one after the other. */
export async function readAudit(panel: PanelHandle): Promise<Record<AuditTab, Grid>> {
	const read = async (tab: AuditTab): Promise<Grid> => {
		await panel.click({ role: 'tab', includes: tab });
		await panel.find({ role: 'tab', includes: tab, selected: true });
		await panel.waitFor(() => document.querySelectorAll('[role="grid"]').length > 0, []);
		return readGrid(panel);
	};
	const listeners = await read('Listeners');
	const sockets = await read('Sockets');
	const timeline = await read('Timeline');
	return { Listeners: listeners, Sockets: sockets, Timeline: timeline };
}
