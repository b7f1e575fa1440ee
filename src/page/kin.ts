/**
 * Hooks of the same-origin documents that can reach each other's objects share what they know of listeners: a method
 * taken from another realm must find the stand-in that this realm registered (`frame.removeEventListener.call(window…)`),
 * and a listener put on another window belongs to that window's document. They find each other over a line that the
 * isolated worlds hand out, which no page script holds.
 */
import {
	addListener,
	apply,
	type Callable,
	CustomEventCtor,
	customDetail,
	dispatch,
	Table,
} from './natives.ts';

interface Tables {
	standIns: Table<object, object>;
	callbacks: Table<object, object>;
	/** Which hook looks after a window, and after functions with a prototype. */
	owners: Table<object, unknown>;
	/** Whether there are relatives, or were. */
	shared: boolean;
}

const ASK = 'ask';

export class Kin<Owner = unknown> {
	tables: Tables = {
		__proto__: null,
		standIns: new Table(),
		callbacks: new Table(),
		owners: new Table(),
		shared: false,
	} as unknown as Tables;

	/** Joins the others on a line, or founds the family; before any page script, so that no table has anything yet. */
	join(line: EventTarget): void {
		const question = { __proto__: null, tables: undefined } as unknown as { tables: Tables | undefined };
		apply(dispatch, line, [
			new CustomEventCtor(ASK, { __proto__: null, detail: question } as CustomEventInit),
		]);
		if (question.tables) {
			this.tables = question.tables;
			this.tables.shared = true;
		} else {
			const answer = (event: Event): void => {
				const asked = apply(customDetail, event, []) as { tables: Tables | undefined };
				asked.tables = this.tables;
			};
			apply(addListener as Callable, line, [ASK, answer]);
		}
	}

	/** The hook that looks after another document's window, or functions with this prototype. */
	ownerOf(object: unknown): Owner | undefined {
		// Anything but an object is in no table.
		return this.tables.owners.get(object as object) as Owner | undefined;
	}
}
