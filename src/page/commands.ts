import type { Bodies } from './bodies.ts';
import type { Encoded } from './encoded.ts';
import type { Inventory } from './inventory.ts';
import { stringify } from './natives.ts';

/** Nothing larger than this many characters is put into words at once. */
const LONGEST_ANSWER = 32_000_000;

/** A command as the relay hands it over: it comes from the panel alone, over the private bus. */
export interface PageCommand {
	kind: string;
	of?: 'message' | 'sent' | 'frame';
	id?: number;
	limit?: number;
	listener?: number;
}

/** Carries out a command of the panel; the answer is JSON of a CommandResult. */
export function obey(
	command: PageCommand,
	bodies: Bodies,
	inventory: Inventory,
	answer: (json: string) => void,
): void {
	switch (command.kind) {
		case 'get-body': {
			const limit = command.limit ?? 0;
			const say = (body: Encoded | undefined): void =>
				answer(
					body
						? `{"kind":"body","data":${body.json},"complete":${body.complete}}`
						: failed('No longer held by the page.'),
				);
			bodies.fetch(
				command.of ?? 'message',
				command.id ?? 0,
				limit < LONGEST_ANSWER ? limit : LONGEST_ANSWER,
				say,
			);
			return;
		}
		case 'get-source': {
			const source = inventory.sourceOf(command.listener ?? 0);
			answer(
				source === undefined
					? failed('This listener is gone.')
					: `{"kind":"source","source":${stringify(source)}}`,
			);
			return;
		}
		default:
			answer(failed('Unknown command.'));
	}
}

const failed = (reason: string): string => `{"kind":"failed","reason":${stringify(reason)}}`;
