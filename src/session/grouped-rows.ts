import { Arrangement } from './arrangement.ts';
import { ChannelNames, type Conversation, conversationOf } from './conversation.ts';

export interface RowGroup extends Conversation {
	/** Its rows in the order of time; never empty for long. */
	rows: number[];
	collapsed: boolean;
}

/**
 * Rows by conversation: a heading, then its rows in the order of time. Conversations stand in the order in which they
 * began; one of a single row has no heading. Headings are ids below 0.
 */
export class GroupedRows extends Arrangement {
	#groups: RowGroup[] = [];
	#byKey = new Map<string, RowGroup>();
	readonly #groupOf = new Map<number, RowGroup>();
	readonly #names = new ChannelNames();
	/** Index of the first line of each group, and of the line after the last; undefined: to be counted. */
	#starts: number[] | undefined;

	get length(): number {
		return this.#lines().at(-1) ?? 0;
	}

	/** The group of a heading. */
	headed(id: number): RowGroup | undefined {
		return id < 0 ? this.#groups[-id - 1] : undefined;
	}

	toggle(group: RowGroup): void {
		group.collapsed = !group.collapsed;
		this.#starts = undefined;
	}

	at(index: number): number | undefined {
		const starts = this.#lines();
		if (index < 0 || index >= (starts.at(-1) ?? 0)) return undefined;
		let low = 0;
		let high = this.#groups.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((starts[middle] as number) <= index) low = middle;
			else high = middle;
		}
		const line = index - (starts[low] as number);
		const { rows } = this.#groups[low] as RowGroup;
		if (rows.length < 2) return rows[line];
		return line === 0 ? -low - 1 : rows[line - 1];
	}

	indexOf(id: number): number {
		const starts = this.#lines();
		if (id < 0) return (this.headed(id)?.rows.length ?? 0) > 1 ? (starts[-id - 1] as number) : -1;
		const group = this.#groupOf.get(id);
		if (!group) return -1;
		const start = starts[this.#groups.indexOf(group)] as number;
		if (group.rows.length === 1) return start;
		return group.collapsed ? -1 : start + 1 + this.#place(group.rows, id);
	}

	protected take(row: number): void {
		const conversation = conversationOf(this.session, row, this.#names);
		const known = this.#groupOf.get(row);
		if (known?.key === conversation.key) return;
		if (known) this.refuse(row);
		let group = this.#byKey.get(conversation.key);
		if (!group) {
			group = { ...conversation, rows: [], collapsed: false };
			this.#byKey.set(group.key, group);
			this.#groups.push(group);
		}
		this.#groupOf.set(row, group);
		group.rows.splice(this.#place(group.rows, row), 0, row);
		this.#starts = undefined;
	}

	protected refuse(row: number): void {
		const group = this.#groupOf.get(row);
		if (!group) return;
		this.#groupOf.delete(row);
		group.rows.splice(this.#place(group.rows, row), 1);
		this.#starts = undefined;
	}

	protected prune(keep: (row: number) => boolean): void {
		for (const group of this.#groups) {
			for (const row of group.rows) if (!keep(row)) this.#groupOf.delete(row);
			group.rows = group.rows.filter(keep);
		}
		this.#groups = this.#groups.filter(({ rows }) => rows.length > 0);
		this.#byKey = new Map(this.#groups.map((group) => [group.key, group]));
		this.#starts = undefined;
	}

	protected tidy(): boolean {
		return true;
	}

	#lines(): number[] {
		if (this.#starts) return this.#starts;
		let lines = 0;
		this.#starts = this.#groups.map(({ rows, collapsed }) => {
			const start = lines;
			lines += rows.length < 2 ? rows.length : collapsed ? 1 : rows.length + 1;
			return start;
		});
		this.#starts.push(lines);
		return this.#starts;
	}

	/** Where a row is, or belongs, in the order of time; nearly always at the end. */
	#place(list: readonly number[], row: number): number {
		const { rows } = this.session;
		const isBefore = (other: number): boolean =>
			rows.time(other) < rows.time(row) || (rows.time(other) === rows.time(row) && other < row);
		const last = list.at(-1);
		if (last === undefined || isBefore(last)) return list.length;
		let low = 0;
		let high = list.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (isBefore(list[middle] as number)) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
