import { assignmentsTo } from '../syntax/by-binding.ts';
import type { Node } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Placed } from '../syntax/script-index.ts';
import {
	constant,
	DATA,
	depsOf,
	EVENT,
	type Frame,
	ORIGIN,
	SOURCE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Value of a name as seen from a frame. */
export function read(m: Machine, name: string, frame: Frame): Value {
	let outer: Frame | undefined;
	for (let one: Frame | undefined = frame; one; one = one.parent) {
		const value = one.vars.get(name);
		if (value) return one.old && !m.run.static ? kept(m, name, value, one, one.old) : value;
		if (name === 'arguments' && one.args) {
			const list = m.values.object('array', true, [...one.args]);
			list.ofCall = true;
			return list;
		}
		outer = one;
	}
	const binding = outer?.scope?.lookup(name);
	if (binding) return m.run.variables.get(binding) ?? m.resolve(binding);
	switch (name) {
		case 'undefined':
			return UNDEFINED;
		case 'NaN':
			return constant(Number.NaN);
		case 'Infinity':
			return constant(Number.POSITIVE_INFINITY);
		default:
			return m.run.globals.get(name) ?? m.global(name);
	}
}

/** What a variable of a function that ran before any message holds when one arrives. */
function kept(m: Machine, name: string, first: Value, frame: Frame, scope: Scope): Value {
	const written = m.run.frames.get(frame, name);
	if (written) return written;
	const binding = scope.lookup(name);
	const home = binding?.scope.variableScope;
	// What other functions give it, they may have given it by then.
	const isChanged = ({ scope: { variableScope } }: Placed) => variableScope !== home;
	return binding && assignmentsTo(m.index, name, binding).some(isChanged) ? m.resolve(binding) : first;
}

/** Gives a variable a value; outside the handler this is a change of state. */
export function write(m: Machine, name: string, value: Value, frame: Frame, site: Node): void {
	let outer: Frame | undefined;
	for (let one: Frame | undefined = frame; one; one = one.parent) {
		if (one.vars.has(name)) {
			if (one.old && !m.run.static) {
				m.run.frames.set(one, name, value);
				keep(m, value, site);
			} else one.vars.set(name, value);
			return;
		}
		outer = one;
	}
	const binding = outer?.scope?.lookup(name);
	if (binding) m.run.variables.set(binding, value);
	else {
		m.run.globals.set(name, value);
		if (name === 'location' && depsOf(value) & DATA) m.run.use('navigation', site, { tainted: true });
	}
	keep(m, value, site);
}

/** Notes that a value outlives the handler. */
export function keep(m: Machine, value: Value, site: Node): void {
	const deps = depsOf(value);
	const meets = (deps & SOURCE) !== 0;
	if (deps & (DATA | EVENT)) m.run.use('state', site, { tainted: true, soft: false, meets });
	else if (deps & (ORIGIN | SOURCE)) {
		m.run.use('state', site, { tainted: true, soft: true, learns: (deps & ORIGIN) !== 0, meets });
	}
}

/** Makes a variable in a frame. */
export function declare(name: string, value: Value, frame: Frame): void {
	frame.vars.set(name, value);
}
