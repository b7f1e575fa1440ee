import { isFunction, type Node } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Script } from './script.ts';

/** The handlers of a script that uses jQuery, with whether nothing else registers them. */
export function registeredByJQuery({ registrations, index }: Script): ReadonlyMap<Node, boolean> {
	const alone = new Map<Node, boolean>();
	if (!registrations.some(({ jQueryEvent }) => jQueryEvent)) return alone;
	for (const { listener, scope, jQueryEvent = false } of registrations) {
		const meant = isFunction(listener) ? listener : resolveFunction(index, listener, scope);
		if (meant) alone.set(meant, jQueryEvent && alone.get(meant) !== false);
	}
	return alone;
}
