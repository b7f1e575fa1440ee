import type { CallExpression } from 'acorn';
import type { Node } from './node.ts';
import type { Scope } from './scope.ts';
import type { Placed } from './script-index.ts';

/** What is known to hold where a listener runs. */
export interface Premise {
	test: Node;
	scope: Scope;
	truth: boolean;
}

/** A message listener and how it was registered. */
export interface Registration {
	how: string;
	/** The call, assignment or property that registers it. */
	node: Node;
	/** The call that begins a stream. */
	begin?: Node;
	/** The listener expression as written. */
	listener: Node;
	scope: Scope;
	/** What messages go through before they reach the listener of a stream. */
	operators?: readonly Placed<CallExpression>[];
	/** Nobody listens to the stream: what its operators do is all that happens. */
	unheard?: boolean | undefined;
	/** What the listener is given instead of the event: paths in it, [] being the event itself. */
	given?: readonly (readonly string[])[];
	/** What the listener is given is an event of jQuery's own, which holds the browser's. */
	jQueryEvent?: boolean;
	/** It is a listener of messages only where this holds. */
	when?: Premise | undefined;
}

/** Whether messages go into a stream that nobody is seen to listen to. */
export function isOpenStream(one: Registration): one is Registration & { node: CallExpression } {
	return one.listener === one.node && one.node.type === 'CallExpression';
}
