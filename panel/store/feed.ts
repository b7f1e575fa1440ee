import type { PanelMessage } from '../../src/protocol/envelope.ts';
import type { Session } from '../../src/session/session.ts';

/** How long one turn of taking messages in may hold up the page, in ms. */
const TURN_MS = 8;

export interface Feed {
	receive(message: PanelMessage): void;
}

interface Surroundings {
	now(): number;
	/** Runs a function soon, after the browser has had its turn. */
	later(run: () => void): void;
	/** Runs a function after so many ms. */
	wait(run: () => void, ms: number): void;
	acknowledge(token: string, batch: number): void;
	/** Something was taken in. */
	changed(): void;
}

/** How often, in ms, it is looked at what is waited for; never while nothing is. */
const SETTLE_MS = 500;

/** Takes the background's messages into the session in their order, a few ms at a time; a batch is acknowledged once it is in. */
export function createFeed(session: Session, around: Surroundings): Feed {
	let queue: PanelMessage[] = [];
	let next = 0;
	/** What is left to do of the message that is being taken in. */
	let current: Iterator<void> | undefined;
	let scheduled = false;

	const step = (): void => {
		current ??= take(session, queue[next++] as PanelMessage, around);
		if (current.next().done) current = undefined;
	};
	const turn = (): void => {
		scheduled = false;
		const end = around.now() + TURN_MS;
		do step();
		while ((current || next < queue.length) && around.now() < end);
		// What was taken in is not to be held on to, also where more always waits.
		queue = queue.slice(next);
		next = 0;
		if (current || queue.length > 0) schedule();
		settleSoon();
		around.changed();
	};
	let settling = false;
	/** That something did not come is told by the clock alone, not by what comes. */
	const settleSoon = (): void => {
		if (
			settling ||
			![session.deliveries, session.documents, session.elsewhere].some(({ isWaiting }) => isWaiting)
		)
			return;
		settling = true;
		around.wait(() => {
			settling = false;
			session.settle(around.now());
			settleSoon();
			around.changed();
		}, SETTLE_MS);
	};
	const schedule = (): void => {
		if (scheduled) return;
		scheduled = true;
		around.later(turn);
	};
	return {
		receive(message) {
			queue.push(message);
			schedule();
		},
	};
}

/** Takes one message in; yields where the browser may have its turn. */
function* take(session: Session, message: PanelMessage, around: Surroundings): Generator<void, void> {
	switch (message.kind) {
		case 'document':
			session.introduce(message.document, around.now());
			return;
		case 'batch':
			yield* session.batchInTurns(message.token, message.batch, message.events, around.now(), message.own);
			around.acknowledge(message.token, message.batch);
			return;
		case 'ended':
			session.end(message.token, around.now());
			return;
		case 'frames':
			session.frames = message.frames;
			return;
		case 'navigated':
			session.navigate(message.url, message.time);
			return;
		case 'opened':
		case 'permitted':
		case 'result':
			return;
		default:
			message satisfies never;
	}
}
