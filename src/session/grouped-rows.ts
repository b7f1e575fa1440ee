import { Arrangement } from './arrangement.ts';
import { ChannelNames, type Conversation, conversationOf } from './conversation.ts';
import type { Facts } from './facts.ts';
import type { Predicate } from './query.ts';
import type { Session } from './session.ts';

export interface RowGroup extends Conversation {
	/** Its rows in the order of time; never empty for long. */
	rows: number[];
	/** Id of its heading; no other group has it, also when this one is gone. */
	heading: number;
	collapsed: boolean;
}

/**
 * Rows by conversation: a heading, then its rows in the order of time. Conversations stand in the order in which they
 * began; one of a single row has no heading. Headings are ids below 0.
 */
export class GroupedRows extends Arrangement {
	#groups: RowGroup[] = [];
	#byKey = new Map<string, RowGroup>();
	#byHeading = new Map<number, RowGroup>();
	#headings = 0;
	readonly #groupOf = new Map<number, RowGroup>();
	readonly #names = new ChannelNames();
	/** Index of the first line of each group, and of the line after the last; undefined: to be counted. */
	#starts: number[] | undefined;

	/** Keys of the groups that a person has folded, which may be those of an arrangement before this one. */
	readonly #folded: Set<string>;

	constructor(session: Session, facts: Facts, test: Predicate | undefined, folded: Set<string> = new Set()) {
		super(session, facts, test);
		this.#folded = folded;
	}

	get length(): number {
		return this.#lines().at(-1) ?? 0;
	}

	/** The group of a heading. */
	headed(id: number): RowGroup | undefined {
		return this.#byHeading.get(id);
	}

	/** The heading that a row is below; one that is alone in its group has none. */
	headingOf(row: number): number | undefined {
		const group = this.#groupOf.get(row);
		return group && group.rows.length > 1 ? group.heading : undefined;
	}

	toggle(group: RowGroup): void {
		group.collapsed = !group.collapsed;
		if (group.collapsed) this.#folded.add(group.key);
		else this.#folded.delete(group.key);
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
		const { rows, heading } = this.#groups[low] as RowGroup;
		if (rows.length < 2) return rows[line];
		return line === 0 ? heading : rows[line - 1];
	}

	indexOf(id: number): number {
		const starts = this.#lines();
		const group = id < 0 ? this.headed(id) : this.#groupOf.get(id);
		if (!group) return -1;
		const start = starts[this.#groups.indexOf(group)] as number;
		if (id < 0) return group.rows.length > 1 ? start : -1;
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
			const collapsed = this.#folded.has(conversation.key);
			group = { ...conversation, rows: [], heading: --this.#headings, collapsed };
			this.#byKey.set(group.key, group);
			this.#byHeading.set(group.heading, group);
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
		this.#byHeading = new Map(this.#groups.map((group) => [group.heading, group]));
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
