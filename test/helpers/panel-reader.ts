import { type Grid, readGrid } from '../../src/cli/audit/read-grid.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';

export type Row = Record<string, string>;
export type PanelTab = 'Timeline' | 'Listeners' | 'Sockets' | 'Map' | 'Findings';

/** Selects a tab of the panel by a click. */
export async function showTab(panel: PanelHandle, tab: PanelTab): Promise<void> {
	// Devtools that have only just opened may still be moving: a click beside the tab is made again.
	await poll(`the tab ${tab}`, async () => {
		await panel.click({ role: 'tab', includes: tab });
		return panel.find({ role: 'tab', includes: tab, selected: true }, 1_000).then(() => true);
	});
}

/** Switches 'Preserve log', which is remembered from panel to panel. */
export async function preserveLog(panel: PanelHandle, on: boolean): Promise<void> {
	const query = { role: 'button', name: 'Preserve log' };
	const isOn = (): Promise<boolean> =>
		panel.evaluate(() =>
			[...document.querySelectorAll('[aria-pressed="true"]')].some(
				(button) => button.textContent === 'Preserve log',
			),
		);
	await panel.find(query);
	if ((await isOn()) !== on) await panel.click(query);
	await poll('the switch to change', async () => (await isOn()) === on);
}

/** Types a filter into the panel's box, in place of what was there. */
export async function filterBy(panel: PanelHandle, text: string): Promise<void> {
	await panel.click({ role: 'searchbox', name: 'Filter' });
	await panel.press('a', ['Control']);
	await panel.press('Backspace');
	await panel.type(text);
	await panel.waitFor(
		(wanted) => document.querySelector<HTMLInputElement>('[role=searchbox]')?.value === wanted,
		[text],
	);
	// What it could go on with would stand over the list.
	await panel.press('Enter');
}

/** Rows that the shown list says it has, by aria-rowcount without the header. */
export function rowCount(panel: PanelHandle): Promise<number> {
	return panel.evaluate(() => {
		const grids = [...document.querySelectorAll('[role="grid"]')].filter(
			(grid) => grid.getClientRects().length,
		);
		return Number(grids[0]?.getAttribute('aria-rowcount') ?? 0) - 1;
	});
}

/** Reads a tab's list, again and again, until `enough` says so; fails with what was there at last. */
export async function readUntil(
	panel: PanelHandle,
	tab: PanelTab,
	enough: (rows: Row[]) => boolean,
	timeout?: number,
): Promise<Row[]> {
	await showTab(panel, tab);
	return readGridUntil(panel, tab, enough, timeout);
}

/** Reads the shown list with this name, again and again, until `enough` says so; fails with what was there at last. */
export async function readGridUntil(
	panel: PanelHandle,
	name: string,
	enough: (rows: Row[]) => boolean,
	timeout?: number,
): Promise<Row[]> {
	let last: Grid | undefined;
	const read = async (): Promise<Row[] | undefined> => {
		last = await readGrid(panel, name);
		return enough(last.rows) ? last.rows : undefined;
	};
	try {
		return await poll(`the list of ${name}`, read, timeout);
	} catch (error) {
		const shown = (last?.rows ?? []).slice(-20).map((row) => JSON.stringify(row));
		throw new Error(`${String(error)}\n${last?.rows.length} rows, at last:\n${shown.join('\n')}`);
	}
}

/** Reads the list of a tab that must have `count` rows. */
export function readRows(panel: PanelHandle, tab: PanelTab, count: number): Promise<Row[]> {
	return readUntil(panel, tab, (rows) => rows.length === count);
}

/** The value of a row's column whose name starts with `column`. */
export function cell(row: Row | undefined, column: string): string {
	const name = Object.keys(row ?? {}).find((known) => known.toLowerCase().startsWith(column.toLowerCase()));
	if (!row || name === undefined) throw new Error(`No column ${column} in ${JSON.stringify(row)}`);
	return row[name] ?? '';
}

/** The status line of the panel. */
export const statusOf = (panel: PanelHandle): Promise<string> => panel.text({ role: 'status' });

/** Chooses in the list with this label, as its menu would. */
export const choose = (panel: PanelHandle, label: string, value: string): Promise<void> =>
	panel.evaluate(
		([name, to]) => {
			const select = [...document.querySelectorAll('select')].find(
				(each) => each.ariaLabel === name || each.labels?.[0]?.firstChild?.textContent === name,
			);
			if (!select) throw new Error(`No list ${name}`);
			select.value = to as string;
			select.dispatchEvent(new Event('change', { bubbles: true }));
		},
		[label, value],
	);

/** Types into a field, in place of what was there. */
export async function fill(panel: PanelHandle, selector: string, text: string): Promise<void> {
	await panel.click({ selector });
	await panel.press('a', ['Control']);
	await panel.press('Backspace');
	await panel.type(text);
}
