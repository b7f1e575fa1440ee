import { pause } from '../browsers/poll.ts';
import type { Realm } from '../browsers/remote.ts';

/** A list of the panel as it is shown: a cell of text for each column of each row. */
export interface Grid {
	/** Names of the columns. */
	columns: string[];
	rows: Record<string, string>[];
}

interface Sight {
	columns: string[];
	/** aria-rowindex (1-based, the header is row 1 where it counts) and the cells' texts. */
	rows: [index: number, cells: string[]][];
	/** Rows in all, from aria-rowcount; -1 when it is not said. */
	count: number;
	atEnd: boolean;
}

/** Runs in the panel: reads what the named grid shows now, scrolled to its top or one page on. */
async function look(name: string, to: 'top' | 'next'): Promise<Sight | undefined> {
	const grids = [...document.querySelectorAll('[role="grid"]')].filter(
		(each) => each.getClientRects().length,
	);
	const grid = grids.find((each) => !name || each.getAttribute('aria-label') === name) ?? grids[0];
	if (!grid) return undefined;
	const scrollers = [grid, ...grid.querySelectorAll('*')].filter((each) => {
		const { overflowY } = getComputedStyle(each);
		return overflowY === 'auto' || overflowY === 'scroll';
	});
	const scroller = scrollers.find((each) => each.querySelector('[role="row"]')) ?? grid;
	const before = scroller.scrollTop;
	scroller.scrollTop = to === 'top' ? 0 : before + Math.max(40, scroller.clientHeight - 80);
	// A virtual list draws in the frame after the scroll event.
	for (let i = 0; i < 3; i++) {
		await new Promise((done) => {
			const late = setTimeout(done, 100);
			requestAnimationFrame(() => {
				clearTimeout(late);
				done(undefined);
			});
		});
	}
	const textOf = (cell: Element): string =>
		(
			cell.textContent ||
			cell.getAttribute('aria-label') ||
			cell.querySelector('[aria-label]')?.getAttribute('aria-label') ||
			''
		)
			.replace(/\s+/g, ' ')
			.trim();
	const rows = [...grid.querySelectorAll('[role="row"]')].filter((row) =>
		row.querySelector('[role="gridcell"]'),
	);
	return {
		columns: [...grid.querySelectorAll('[role="columnheader"]')].map(textOf),
		rows: rows.map((row, at) => [
			Number(row.getAttribute('aria-rowindex') ?? at),
			[...row.querySelectorAll('[role="gridcell"], [role="rowheader"]')].map(textOf),
		]),
		count: Number(grid.getAttribute('aria-rowcount') ?? -1),
		atEnd: scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2,
	};
}

/** Reads all rows of a grid of the panel, scrolling through it from its top. `name`: its accessible name, '' for any. */
export async function readGrid(panel: Realm, name = ''): Promise<Grid> {
	const seen = new Map<number, string[]>();
	let sight = await panel.evaluate(look, name, 'top');
	for (let still = 0; sight && still < 3; ) {
		const known = seen.size;
		for (const [index, cells] of sight.rows) seen.set(index, cells);
		if (sight.atEnd) still = 3;
		else {
			still = seen.size === known ? still + 1 : 0;
			if (still) await pause(50);
			sight = await panel.evaluate(look, name, 'next');
		}
	}
	if (!sight) throw new Error(`The panel shows no list${name && ` named ${name}`}`);
	const { columns } = sight;
	const rows = [...seen]
		.sort(([a], [b]) => a - b)
		.map(([, cells]) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])));
	return { columns, rows };
}
