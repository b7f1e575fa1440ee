import type { CallExpression } from 'acorn';
import type { FunctionNode } from '../syntax/node.ts';
import type { Premise } from '../syntax/registration.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Frame, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import type { Operators } from './stream.ts';

/** A handler and what it starts with. */
export interface HandlerStart {
	/** The function; the call that makes a stream where it is not known who gets the stream's messages. */
	handler: FunctionNode | CallExpression;
	/** Scope it stands in. */
	scope: Scope;
	thisValue: Value | undefined;
	/** Arguments before the event. */
	bound?: Value[] | undefined;
	/** The variables of the function that made it, as far as they are known. */
	closure?: Frame | undefined;
	operators?: Operators | undefined;
	/** Nobody gets the stream's messages. */
	unheard?: boolean | undefined;
	/** What it is given instead of the event: paths in it. */
	given?: readonly (readonly string[])[] | undefined;
	/** What it is given is an event of jQuery's own. */
	jQueryEvent?: boolean;
	/** What holds whenever it gets a message. */
	when?: Premise | undefined;
	/** Leave out what functions do that are given nothing of the message. */
	sketchy?: boolean;
}

/** Takes for granted, on a path that begins, what holds wherever the handler runs. */
export function assume(m: Machine, { test, scope, truth }: Premise): void {
	const value = m.evaluateStatic(test, scope);
	if (value.t === 'term') m.run.assume(value, truth);
}
