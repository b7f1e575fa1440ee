import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Session } from '../../src/session/session.ts';

export const tabs = ['timeline', 'listeners', 'sockets', 'map', 'findings'] as const;
export type Tab = (typeof tabs)[number];

/** What a person is looking at. */
export interface Selection {
	tab: Signal<Tab>;
	/** Row of the timeline. */
	row: Signal<number | undefined>;
	listener: Signal<number | undefined>;
	socket: Signal<number | undefined>;
	/** Row of a frame in the sockets' tab. */
	frame: Signal<number | undefined>;
	finding: Signal<string | undefined>;
	/** Goes to a listener, wherever one is. */
	showListener(index: number): void;
	showSocket(index: number): void;
	showRow(row: number): void;
	clear(): void;
}

/** Selections of all tabs; what is gone from the session is selected no more. */
export function createSelection(session: Session, version: ReadonlySignal<number>): Selection {
	const tab = signal<Tab>('timeline');
	const row = signal<number | undefined>(undefined);
	const listener = signal<number | undefined>(undefined);
	const socket = signal<number | undefined>(undefined);
	const frame = signal<number | undefined>(undefined);
	const finding = signal<string | undefined>(undefined);
	version.subscribe(() => {
		batch(() => {
			if (row.peek() !== undefined && !session.holds(row.peek() as number)) row.value = undefined;
			if (frame.peek() !== undefined && !session.holds(frame.peek() as number)) frame.value = undefined;
			if (!session.listeners[listener.peek() ?? -1]) listener.value = undefined;
			if (!session.sockets[socket.peek() ?? -1]) socket.value = undefined;
		});
	});
	const goTo = (to: Tab, select: () => void): void => {
		batch(() => {
			tab.value = to;
			select();
		});
	};
	return {
		tab,
		row,
		listener,
		socket,
		frame,
		finding,
		showListener: (index) =>
			goTo('listeners', () => {
				listener.value = index;
			}),
		showSocket: (index) =>
			goTo('sockets', () => {
				socket.value = index;
			}),
		showRow: (id) =>
			goTo('timeline', () => {
				row.value = id;
			}),
		clear() {
			batch(() => {
				row.value = undefined;
				frame.value = undefined;
			});
		},
	};
}
