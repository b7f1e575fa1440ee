/**
 * Where the page's messages go, while a person wants it: each value that reaches a sink is shown to the isolated world,
 * which knows the last texts that came, and answers at once. Nothing is held back.
 */
import { SHORTEST_CARRIED } from '../protocol/act.ts';
import type { Reached } from './sink-parts.ts';
import { watchSinks } from './sinks.ts';
import { apply, bus, encodeStack, log, slice, stringify, takeStack } from './toolbox.ts';

/** Characters told of a value and of the text found in it. */
const TOLD = 300;

let unwatch: (() => void) | undefined;

/** What the isolated world found: the message's ordinal and the text; empty: nothing. */
let found = '';
bus.on('carried', (json) => {
	found = json;
});

const reached: Reached = (sink, value) => {
	if (value.length < SHORTEST_CARRIED) return false;
	found = '';
	bus.send('sink', value);
	if (found) tell(sink, value, found, encodeStack(takeStack()));
	return false;
};

/** Begins or ends it; doing so twice is doing it once. */
export function watchValues(on: boolean): void {
	if (on) unwatch ??= watchSinks(reached, false);
	else {
		unwatch?.();
		unwatch = undefined;
	}
}

/** `carried`: the message's ordinal and the text, as JSON joined by a comma. */
export function tell(sink: string, value: string, carried: string, stack: string): void {
	const begin = apply(slice, value, [0, TOLD]) as string;
	log.add(200 + begin.length, () => `"sink-reached",${carried},"${sink}",${stringify(begin)},${stack}`);
}
