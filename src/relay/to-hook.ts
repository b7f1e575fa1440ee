import type { Command } from '../protocol/command.ts';

/** Nothing larger than this many characters is put into words at once. */
const LONGEST_ANSWER = 32_000_000;

/** As the hook reads it, which has no room for what this world can do. */
export function toHook(command: Command): object {
	switch (command.kind) {
		case 'get-values':
			return { ...command, paths: command.paths.map((path) => [path, ...path.split('.')]) };
		case 'get-body':
			return { ...command, limit: Math.min(command.limit, LONGEST_ANSWER) };
		default:
			return command;
	}
}
