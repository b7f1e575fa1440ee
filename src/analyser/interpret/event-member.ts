import type { Node } from '../syntax/node.ts';
import {
	constant,
	DATA,
	EVENT,
	OPAQUE,
	ORIGIN,
	SOURCE,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Fate, Machine } from './machine.ts';

const EVENT_OPAQUE = new Set([
	'timeStamp',
	'lastEventId',
	'isTrusted',
	'bubbles',
	'cancelable',
	'eventPhase',
	'defaultPrevented',
	'composed',
]);

/** All that a message event has (HTML and DOM: MessageEvent, Event). */
const IN_MESSAGE_EVENT = new Set([
	...EVENT_OPAQUE,
	'data',
	'origin',
	'source',
	'ports',
	'userActivation',
	'initMessageEvent',
	'type',
	'target',
	'currentTarget',
	'srcElement',
	'returnValue',
	'cancelBubble',
	'composedPath',
	'stopPropagation',
	'stopImmediatePropagation',
	'preventDefault',
	'initEvent',
	'NONE',
	'CAPTURING_PHASE',
	'AT_TARGET',
	'BUBBLING_PHASE',
]);

/** `'name' in event`: undefined where the script may have put it there, or a library made the event. */
export function isInEvent(m: Machine, name: Value, event: Value): boolean | undefined {
	if (event.t !== 'term' || event.op !== 'event' || event.symbol || event.args.length > 0) return undefined;
	if (name.t !== 'constant') return undefined;
	const key = String(name.value);
	return IN_MESSAGE_EVENT.has(key) || (m.assignmentsTo(key).length > 0 ? undefined : false);
}

/** What drafts of the standard had in place of the origin, and no browser has any more. */
const IN_DRAFTS = new Set(['domain', 'uri']);

/** Where jQuery and React keep the browser's event in their own. */
const WRAPPED_EVENT = new Set(['originalEvent', 'nativeEvent']);

/** What libraries' own events answer on where they are passed on to: nothing about the sender. */
const OF_DISPATCH = /^is(DefaultPrevented|(Immediate)?PropagationStopped|Persistent)$/;

/**
 * Calls a method of the event: nothing comes of its own. What it does not have is of the event that a library made of
 * it, which gives the browser's own (`event.getBrowserEvent()`), or answers what is not seen here.
 */
export function callOfEvent(
	m: Machine,
	event: Term,
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	if (IN_MESSAGE_EVENT.has(name) || fate === 'dropped' || OF_DISPATCH.test(name)) return UNDEFINED;
	if (/^get\w*Event$/.test(name) && args.length === 0) return m.values.term('event', [], EVENT);
	return m.unresolved(eventMember(m, event, constant(name), name, site), event, args, site, fate);
}

/** What jQuery's own event lacks of the browser's. */
const NOT_IN_JQUERY = new Set(['origin', 'source', 'ports']);
/** The operand that makes an event term jQuery's own. */
export const OF_JQUERY = constant('jQuery');

/** Reads a property of the event, or of what it holds. */
export function eventMember(
	m: Machine,
	object: Term,
	key: Value,
	name: string | undefined,
	site: Node,
): Value {
	if (object.args[0] === OF_JQUERY && name !== undefined && NOT_IN_JQUERY.has(name)) return UNDEFINED;
	switch (name) {
		case undefined:
			return m.values.term('lookup', [object, key]);
		case 'data':
			m.run.notes.readsData = true;
			m.run.firstRead ??= site;
			return m.values.term('data', [], DATA);
		case 'origin':
			m.run.notes.readsOrigin ??= site;
			return m.values.term('origin', [], ORIGIN);
		case 'source':
			return m.values.term('source', [], SOURCE);
		case 'ports':
			m.run.notes.readsData = true;
			m.run.firstRead ??= site;
			return m.values.term('ports', [], DATA);
		case 'type':
			return constant('message');
		case 'target':
		case 'currentTarget':
		case 'srcElement':
		case 'path':
			return m.global('window');
		case 'detail':
			return m.values.symbol({ name: 'event.detail', kind: 'property' }, OPAQUE);
		default:
			if (EVENT_OPAQUE.has(name)) return m.values.symbol({ name: `event.${name}`, kind: 'property' }, OPAQUE);
			// What libraries hand over wraps the browser's own event.
			if (WRAPPED_EVENT.has(name)) return m.values.term('event', [], EVENT);
			if (IN_DRAFTS.has(name) && !object.symbol) return UNDEFINED;
			// Or holds it under any other name; of the browser's own events there is nothing.
			return m.values.symbol(
				{ name: `${object.symbol?.name ?? 'event'}.${name}`, kind: 'property', inEvent: true },
				OPAQUE,
			);
	}
}
