import { executorsIn } from '../syntax/executors.ts';
import { isWithin, type Node } from '../syntax/node.ts';
import {
	constant,
	isPromise,
	type ObjectValue,
	OPAQUE,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { onceSettled } from './by-sender.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';

const MOST_REACTIONS = 60;

/** Calls a method of a promise whose outcome is known. */
export function promiseMethod(
	m: Machine,
	promise: ObjectValue,
	name: string,
	args: Value[],
	site: Node,
): Value {
	if (name !== 'then' && name !== 'catch' && name !== 'finally') return UNDEFINED;
	const reaction = (fate: Fate): Value => {
		const react = (fn: Value | undefined, given: Value[]) => {
			if (fn?.t !== 'function' && fn?.t !== 'term') return promise;
			return attempt(m, () => m.call(fn, undefined, given, site, fate));
		};
		promise.settle?.();
		const failure = promise.props.get('rejected');
		switch (name) {
			case 'then':
				return failure ? react(args[1], [failure]) : react(args[0], [outcomeOf(m, promise, site)]);
			case 'catch':
				return failure ? react(args[0], [failure]) : promise;
			default:
				react(args[0], []);
				return promise;
		}
	};
	const made = afterwards(m, reaction);
	if (name === 'then') promise.heard = true;
	else if (made.t === 'object') promise.passedOn = made;
	return made;
}

/** Whether anybody gets what a promise gives: who looks at its failure alone passes it on. */
const isHeard = ({ heard, passedOn }: ObjectValue, depth = 0): boolean =>
	heard === true || (passedOn !== undefined && depth < MOST_REACTIONS && isHeard(passedOn, depth + 1));

/** What a promise is settled with; one that was there before the message, and that others settle, with what is not known. */
function outcomeOf(m: Machine, { items: [value], open }: ObjectValue, site?: Node): Value {
	if (value || !open) return value ?? UNDEFINED;
	return m.values.symbol({ name: 'settled', kind: 'result', ...(site && { node: site }) }, OPAQUE);
}

/** A promise of what is worked out after the running code, or when it is waited for. */
function afterwards(m: Machine, act: (fate: Fate) => Value): Value {
	if (m.run.static) return act('used');
	const promise = m.values.object('promise', true);
	promise.settle = () => {
		delete promise.settle;
		const outcome = act(isHeard(promise) ? 'used' : 'dropped');
		if (!isPromise(outcome)) return;
		outcome.passedOn = promise;
		outcome.settle?.();
		promise.items = outcome.items;
		const failure = outcome.props.get('rejected');
		if (failure) promise.props.set('rejected', failure);
	};
	m.run.later.push(() => promise.settle?.());
	return promise;
}

/** A promise of what all promises of a list give: the first failure is its own where `fails`, else each outcome is told. */
export function gathered(m: Machine, promises: readonly Value[], fails: boolean): Value {
	const outcome = (one: Value): Value => {
		const of = attempt(m, () => settled(one, m)) as ObjectValue;
		const failure = of.props.get('rejected');
		const told = m.values.object('object', true);
		told.props.set('status', constant(failure ? 'rejected' : 'fulfilled'));
		told.props.set(failure ? 'reason' : 'value', failure ?? of.items[0] ?? UNDEFINED);
		return told;
	};
	return afterwards(m, () =>
		attempt(m, () =>
			m.values.object(
				'array',
				true,
				promises.map((one) => (fails ? settled(one, m) : outcome(one))),
			),
		),
	);
}

/** Runs what was put off, and what that puts off in turn. */
export function runLater(m: Machine): void {
	for (let round = 0; round < MOST_REACTIONS; round++) {
		const act = m.run.later.shift();
		if (!act) return;
		try {
			act();
		} catch (thrown) {
			if (!(thrown instanceof Thrown)) throw thrown;
		}
	}
}

/** A promise of what the function returns or throws. */
export function attempt(m: Machine, act: () => Value): Value {
	try {
		const value = act();
		if (isPromise(value)) return value;
		return m.values.object('promise', true, [value]);
	} catch (thrown) {
		if (!(thrown instanceof Thrown)) throw thrown;
		return rejection(m, thrown.value);
	}
}

/** A promise rejected with that value. */
export function rejection(m: Machine, value: Value): Value {
	const promise = m.values.object('promise', true);
	promise.props.set('rejected', value);
	return promise;
}

/** Whether a promise is settled with a failure. */
export function isRejected(value: Value): boolean {
	return isPromise(value) && value.props.has('rejected');
}

/**
 * Whether a function settles a promise that the handler has settled before on its way: then it does nothing. The handler
 * itself stands where the promise is made, so that there is one of it.
 */
export function isSettledBefore(m: Machine, { symbol }: Term): boolean {
	const executor =
		symbol?.kind === 'parameter' && symbol.node ? executorsIn(m.index).get(symbol.node) : undefined;
	const [handler] = m.run.active;
	if (!executor || !handler || m.run.static || !isWithin(handler, executor)) return false;
	if (m.run.settled.has(executor)) return true;
	m.run.settled.add(executor);
	return false;
}

/** Runs a promise's executor and gives the promise it makes. */
export function newPromise(m: Machine, executor: Value | undefined, site: Node): Value {
	const promise = m.values.object('promise', true);
	const waits = m.run.static;
	let done = false;
	// Who waits for a promise that was there before the message gets what it is settled with.
	const outside = (args: Value[], called: Node): Value | undefined => {
		if (!waits || m.run.static) return undefined;
		const symbol = m.values.symbol({ name: 'settle', kind: 'result', node: called }, OPAQUE);
		return m.unresolved(symbol, undefined, args, called, 'dropped');
	};
	const resolve = m.values.native('resolve', (args, _, called) => {
		const [value] = args;
		const settledOutside = outside(args, called);
		if (settledOutside) return settledOutside;
		if (!done && isPromise(value)) {
			value.heard = true;
			value.settle?.();
			promise.items = value.items;
			const failure = value.props.get('rejected');
			if (failure) promise.props.set('rejected', failure);
		} else if (!done) promise.items = [value ?? UNDEFINED];
		done = true;
		return UNDEFINED;
	});
	const reject = m.values.native('reject', (args, _, called) => {
		const [value] = args;
		const settledOutside = outside(args, called);
		if (settledOutside) return settledOutside;
		if (!done) promise.props.set('rejected', value ?? UNDEFINED);
		done = true;
		return UNDEFINED;
	});
	if (executor?.t === 'function') {
		try {
			m.invoke(executor, undefined, [resolve, reject], site, 'dropped');
		} catch (thrown) {
			if (!(thrown instanceof Thrown)) throw thrown;
			if (!done) promise.props.set('rejected', thrown.value);
		}
	}
	promise.open = waits && !done;
	return promise;
}

/** The value a promise settles with; throws when it is rejected. */
export function settled(value: Value, m: Machine, fate: Fate = 'used'): Value {
	if (value.t === 'term') return onceSettled(value, m, (one) => settled(one, m)) ?? value;
	if (!isPromise(value)) return value;
	if (fate !== 'dropped') value.heard = true;
	value.settle?.();
	// Whoever waits lets what was put off run: it may be what settles this.
	if (value.items.length === 0 && !value.props.has('rejected') && !m.run.static) runLater(m);
	const failure = value.props.get('rejected');
	if (failure) throw new Thrown(failure);
	return value.items[0] ? settled(value.items[0], m) : outcomeOf(m, value);
}
