/**
 * Where the page's messages go, while a person wants it: each value that reaches a sink is shown to the isolated world,
 * which knows the last texts that came, and answers at once. Nothing is held back.
 */
import { SHORTEST_CARRIED } from '../protocol/act.ts';
import { renewBeyond, watchBeyond } from './beyond.ts';
import { latest } from './courier.ts';
import type { Reached } from './sink-parts.ts';
import { watchSinks, watchSinksIn } from './sinks.ts';
import {
	apply,
	bus,
	dataOf,
	encodeStack,
	log,
	page,
	redefine,
	runs,
	slice,
	standIn,
	stringify,
	takeStack,
} from './toolbox.ts';

/** Characters told of a value and of the text found in it. */
const TOLD = 300;

/** What the isolated world says of a text that came to another document of this origin. */
const THERE = 'there';

let unwatch: (() => void) | undefined;

/** What the isolated world found: the message's ordinal and the text; `there`: it came to another document; empty: nothing. */
let found = '';
bus.on('carried', (json) => {
	found = json;
});

const reached: Reached = (sink, value) => {
	if (value.length < SHORTEST_CARRIED) return false;
	found = '';
	bus.send('sink', value);
	if (found === THERE) tellThere(sink, value);
	else if (found) tell(sink, value, found, encodeStack(takeStack()));
	return false;
};

/** Whether a listener of a window message runs that has not looked eval up. */
let isRunning = false;

/** Begins or ends it; doing so twice is doing it once. */
export function watchValues(on: boolean): void {
	if (on) unwatch ??= watchAll();
	else {
		unwatch?.();
		unwatch = undefined;
	}
}

function watchAll(): () => void {
	const unwatchSinks = watchSinks(reached, false);
	const unwatchRuns = watchRuns();
	const unwatchEval = watchEval(page, () => tellThere('eval', ''));
	const unwatchBeyond = watchBeyond((window) => {
		const [end, endEval] = [watchSinksIn(window, reached), watchEval(window, () => {})];
		return () => {
			endEval();
			end();
		};
	});
	return () => {
		unwatchBeyond();
		unwatchEval();
		unwatchRuns();
		unwatchSinks();
	};
}

/** Knows while a listener runs for the latest message. */
function watchRuns(): () => void {
	const { run } = runs;
	const watched: typeof run = (called, fn, self, args) => {
		const before = isRunning;
		isRunning = args.length > 0 && args[0] === latest.event;
		if (isRunning) renewBeyond();
		try {
			return apply(run, runs, [called, fn, self, args]);
		} finally {
			isRunning = before;
		}
	};
	runs.run = watched;
	return () => {
		if (runs.run === watched) runs.run = run;
	};
}

/**
 * What eval is given cannot be seen: only a call of the native itself is a direct one. That a listener of a message looks
 * it up can, once a run. `otherwise`: who looks it up is no listener that runs here.
 */
function watchEval(window: object, otherwise: () => void): () => void {
	const native = dataOf(window, 'eval');
	if (typeof native !== 'function') return () => {};
	const undo = redefine(window, 'eval', { value: native, writable: true }, { value: native });
	const get = (): unknown => {
		if (isRunning) seen('eval', '', '', encodeStack(takeStack()));
		else otherwise();
		return native;
	};
	const set = (value: unknown): void => {
		undo();
		(window as { eval: unknown }).eval = value;
	};
	// The halves look like what they stand for.
	redefine(window, 'eval', { __proto__: null } as never, {
		get: standIn(native as () => unknown, { apply: get }) as () => unknown,
		set: standIn(native as () => unknown, { apply: (_target, _self, args) => set(args[0]) }) as () => void,
	});
	return undo;
}

/** Has the document that the text came to tell it. */
function tellThere(sink: string, value: string): void {
	const begin = apply(slice, value, [0, TOLD]) as string;
	const stack = stringify(encodeStack(takeStack()));
	bus.send('sink-there', `{"sink":"${sink}","value":${stringify(begin)},"stack":${stack}}`);
}

/** Tells what was seen elsewhere; without a text, that a listener looked eval up, if one runs that has not yet. */
export function seen(sink: string, value: string, carried: string, stack: string): void {
	if (carried) tell(sink, value, carried, stack);
	else if (isRunning) {
		isRunning = false;
		tell(sink, value, `${latest.n},""`, stack);
	}
}

/** `carried`: the message's ordinal and the text, as JSON joined by a comma. */
function tell(sink: string, value: string, carried: string, stack: string): void {
	const begin = apply(slice, value, [0, TOLD]) as string;
	log.add(200 + begin.length, () => `"sink-reached",${carried},"${sink}",${stringify(begin)},${stack}`);
}
