import type { FailureCode } from '../protocol/failure.ts';
import type { Bodies } from './bodies.ts';
import type { Budget, Encoded } from './encoded.ts';
import type { Inventory } from './inventory.ts';
import { textOf } from './listener-words.ts';
import { stringify } from './natives.ts';
import { dataOf } from './own-properties.ts';
import { encodeValue } from './value.ts';

/** What one live value may cost. */
const VALUE_BUDGET: Budget = { chars: 20_000, nodes: 2_000 };

const UNHELD: `["failed","${FailureCode}"]` = '["failed","unheld"]';

/** A command as the relay hands it over, from the panel alone, over the private bus; it has the members of its kind. */
export interface PageCommand {
	kind: string;
	of: 'message' | 'sent' | 'frame';
	id: number;
	limit: number;
	listener: number;
	/** Each a name, and then the keys that lead to its value. */
	paths: string[][];
}

/** Carries out a command of the panel; the answer is JSON of a CommandResult, as a row. */
export function obey(
	command: PageCommand,
	bodies: Bodies,
	inventory: Inventory,
	answer: (json: string) => void,
): void {
	switch (command.kind) {
		case 'get-body': {
			const say = (body: Encoded | undefined): void =>
				answer(body ? `["body",${body.json},${body.complete}]` : UNHELD);
			bodies.fetch(command.of, command.id, command.limit, say);
			return;
		}
		case 'get-source': {
			const callback = inventory.callbackOf(command.listener);
			answer(callback ? `["source",${stringify(textOf(callback))}]` : UNHELD);
			return;
		}
		case 'get-values': {
			const { paths } = command;
			let json = '';
			for (let i = 0; i < paths.length; i++) {
				const path = paths[i] as string[];
				const value = valueAt(path);
				if (value !== undefined)
					json += `${json && ','}${stringify(path[0])}:${encodeValue(value, VALUE_BUDGET).json}`;
			}
			answer(`["values",{${json}}]`);
			return;
		}
	}
}

/** The value at a path from the window, by own data properties alone; undefined where it leads nowhere. */
function valueAt(path: string[]): unknown {
	try {
		let value: object = window;
		for (let i = 1; i < path.length; i++) value = dataOf(value, path[i] as string) as object;
		return value;
	} catch {
		// A primitive on the way.
		return undefined;
	}
}
