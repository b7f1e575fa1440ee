/** Attributes that do what a setter does, by whatever way they are set. */
import type { SinkName } from '../protocol/sink-name.ts';
import {
	at,
	type Keep,
	prototypeOf,
	type Reached,
	readerOf,
	replaceHalves,
	replaceMethod,
} from './sink-parts.ts';
import { apply, list, regExpExec } from './toolbox.ts';
import { textWords } from './words.ts';

/** In whatever letters and with whatever prefix. */
const ATTRIBUTES: [RegExp, SinkName][] = list(
	[/^on/i, 'event-handler'],
	[/^(?:src|srcset|data|poster|ping|imagesrcset)$/i, 'src'],
	[/^srcdoc$/i, 'srcdoc'],
	[/^(?:\w+:)?(?:href|action|formaction)$/i, 'href'],
) as never;

const nameOf = readerOf('Attr', 'name');
const textOf = readerOf('Attr', 'value');

/** Methods that set one: interface, name, and which argument is its name; without one, the attribute itself is given. */
const METHODS: [string, string, number?][] = list(
	['Element', 'setAttribute', 0],
	['Element', 'setAttributeNS', 1],
	['Element', 'setAttributeNode'],
	['Element', 'setAttributeNodeNS'],
	['NamedNodeMap', 'setNamedItem'],
	['NamedNodeMap', 'setNamedItemNS'],
) as never;

export function watchAttributes(reached: Reached, keep: Keep): void {
	for (let i = 0; i < METHODS.length; i++) {
		const [owner, method, first] = METHODS[i] as (typeof METHODS)[number];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		keep(
			replaceMethod(prototype, method, (native, self, args) => {
				const isNode = first === undefined;
				const sink = isNode ? attributeSink(at(args, 0)) : sinkOf(at(args, first));
				const value = isNode ? textOf(at(args, 0)) : at(args, first + 1);
				if (!sink || !reached(sink, textWords(value))) return apply(native, self, args);
				return isNode ? null : undefined;
			}),
		);
	}
	const attributes = prototypeOf('Attr');
	if (!attributes) return;
	const set = (native: (...args: never) => unknown, self: unknown, args: unknown[]): unknown => {
		const sink = attributeSink(self);
		return sink && reached(sink, textWords(at(args, 0))) ? undefined : apply(native, self, args);
	};
	keep(replaceHalves(attributes, 'value', { __proto__: null, set } as never));
}

/** What this is as an attribute; undefined for one that does nothing, and for all that is none. */
export const attributeSink = (attribute: unknown): SinkName | undefined => sinkOf(nameOf(attribute));

function sinkOf(name: unknown): SinkName | undefined {
	if (typeof name !== 'string') return undefined;
	for (let i = 0; i < ATTRIBUTES.length; i++) {
		const [pattern, sink] = ATTRIBUTES[i] as (typeof ATTRIBUTES)[number];
		if (apply(regExpExec, pattern, [name])) return sink;
	}
	return undefined;
}
