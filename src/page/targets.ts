import type { TargetKind } from '../protocol/event.ts';
import type { Entry } from './inventory.ts';
import {
	apply,
	type Callable,
	getterOf,
	list,
	optional,
	setPrototypeOf,
	stringify,
	Table,
} from './natives.ts';
import { targetId } from './target-ids.ts';

/** An event target whose messages are of interest. */
export class Target {
	readonly kind: TargetKind;
	readonly id: number;
	/** JSON of the TargetRef, as a row. */
	readonly json: string;
	/** Its registrations by their keys, which live as long as it does. */
	registered: Map<object, Entry[]> | undefined;
	constructor(kind: TargetKind, id: number, name?: string) {
		this.kind = kind;
		this.id = id;
		this.json = `["${kind}",${id}${name === undefined ? '' : `,${stringify(name)}`}]`;
	}
}
setPrototypeOf(Target.prototype, null);

interface Kind {
	kind: TargetKind;
	prototype: object;
	/** A getter that only real instances answer. */
	brand: Callable | undefined;
	name: Callable | undefined;
}

const kind = (kind: TargetKind, name: string, brand: string, label?: string): Kind | undefined => {
	const prototype = optional(name)?.prototype;
	if (!prototype) return undefined;
	const labelGetter = label === undefined ? undefined : getterOf(prototype, label);
	return { __proto__: null, kind, prototype, brand: getterOf(prototype, brand), name: labelGetter } as Kind;
};

/** Interfaces with a `message` event of their own, told by a getter that throws on anything else. */
export const portKind = kind('port', 'MessagePort', 'onmessage');
export const kinds = list(
	portKind,
	kind('websocket', 'WebSocket', 'readyState', 'url'),
	kind('broadcast-channel', 'BroadcastChannel', 'onmessage', 'name'),
	kind('worker', 'Worker', 'onmessage'),
	kind('event-source', 'EventSource', 'readyState', 'url'),
	kind('service-worker', 'ServiceWorkerContainer', 'onmessage'),
);

const WINDOW = new Target('window', 0);
const self = window;

const known = new Table<object, Target>();

/** Names that only the hook can know: the script URL of a worker, that a port is a SharedWorker's. */
export function nameTarget(object: object, as: TargetKind, name?: string): Target {
	const target = new Target(as, targetId(object), name);
	known.set(object, target);
	return target;
}

/** The target of a listener call, or undefined for one that has no messages (elements, other windows …). */
export function targetOf(object: unknown): Target | undefined {
	// `addEventListener(…)` without an object, and on the window itself.
	if (object === undefined || object === null || object === self) return WINDOW;
	if (typeof object !== 'object') return undefined;
	const found = known.get(object);
	if (found) return found;
	for (let i = 0; i < kinds.length; i++) {
		const as = kinds[i];
		try {
			if (!as?.brand) continue;
			apply(as.brand, object, []);
			return nameTarget(object, as.kind, as.name && (apply(as.name, object, []) as string));
		} catch {
			// Not one of these: the getter's brand check says so.
		}
	}
	return undefined;
}
