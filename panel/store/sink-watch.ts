import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { Session } from '../../src/session/session.ts';

export interface SinkWatchStore {
	/** Whether a person wants it; never by itself. */
	on: ReadonlySignal<boolean>;
	/** The documents are being told. */
	busy: ReadonlySignal<boolean>;
	/** Documents of the page in which it could not be begun. */
	failed: ReadonlySignal<number>;
	turn(on: boolean): Promise<void>;
	/** A document came, or the connection to it came back. */
	documentCame(token: string): void;
}

/** Has all documents of the page watch where texts of their messages go. */
export function createSinkWatch(
	session: Session,
	version: ReadonlySignal<number>,
	command: (token: string, command: Command) => Promise<CommandResult>,
): SinkWatchStore {
	const on = signal(false);
	const busy = signal(false);
	/** Tokens of documents in which it could not be begun. */
	const barred = signal<ReadonlySet<string>>(new Set());
	const tell = async (token: string): Promise<void> => {
		const wanted = on.peek();
		const result = await command(token, { kind: 'sink-watch', on: wanted });
		if (!wanted || !on.peek()) return;
		const next = new Set(barred.peek());
		if (result.kind === 'done') next.delete(token);
		else next.add(token);
		barred.value = next;
	};
	return {
		on,
		busy,
		failed: computed(() => {
			version.value;
			return [...barred.value].filter((token) => {
				const record = session.documents.find(token);
				return record !== undefined && record.endedAt === undefined;
			}).length;
		}),
		async turn(wanted) {
			on.value = wanted;
			barred.value = new Set();
			busy.value = true;
			const live = [...session.documents].filter(({ info, endedAt }) => info && endedAt === undefined);
			await Promise.all(live.map(({ token }) => tell(token)));
			busy.value = false;
		},
		documentCame(token) {
			if (on.peek()) void tell(token);
		},
	};
}
