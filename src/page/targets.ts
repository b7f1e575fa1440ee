import type { TargetKind } from '../protocol/event.ts';
import { apply, type Callable, getterOf, stringify, Table } from './natives.ts';
import { targetId } from './target-ids.ts';

/** An event target whose messages are of interest. */
export interface Target {
	kind: TargetKind;
	id: number;
	/** JSON of the TargetRef. */
	json: string;
}

interface Kind {
	kind: TargetKind;
	prototype: object;
	/** A getter that only real instances answer. */
	brand: Callable | undefined;
	name: Callable | undefined;
}

const kind = (kind: TargetKind, name: string, brand: string, label?: string): Kind | undefined => {
	const prototype = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name]
		?.prototype;
	if (!prototype) return undefined;
	const labelGetter = label === undefined ? undefined : getterOf(prototype, label);
	return { __proto__: null, kind, prototype, brand: getterOf(prototype, brand), name: labelGetter } as Kind;
};

/** Interfaces with a `message` event of their own, told by a getter that throws on anything else. */
export const portKind = kind('port', 'MessagePort', 'onmessage');
export const broadcastKind = kind('broadcast-channel', 'BroadcastChannel', 'onmessage', 'name');
export const workerKind = kind('worker', 'Worker', 'onmessage');
export const serviceWorkerKind = kind('service-worker', 'ServiceWorkerContainer', 'onmessage');
export const webSocketKind = kind('websocket', 'WebSocket', 'readyState', 'url');
export const eventSourceKind = kind('event-source', 'EventSource', 'readyState', 'url');

const WINDOW = {
	__proto__: null,
	kind: 'window',
	id: 0,
	json: '{"kind":"window","id":0}',
} as unknown as Target;
const self = window;

const known = new Table<object, Target>();

/** Names that only the hook can know: the script URL of a worker, that a port is a SharedWorker's. */
export function nameTarget(object: object, as: TargetKind, name?: string): Target {
	const id = targetId(object);
	const label = name === undefined ? '' : `,"name":${stringify(name)}`;
	const target = {
		__proto__: null,
		kind: as,
		id,
		json: `{"kind":"${as}","id":${id}${label}}`,
	} as unknown as Target;
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
	return (
		brand(object, portKind) ??
		brand(object, webSocketKind) ??
		brand(object, broadcastKind) ??
		brand(object, workerKind) ??
		brand(object, eventSourceKind) ??
		brand(object, serviceWorkerKind)
	);
}

function brand(object: object, as: Kind | undefined): Target | undefined {
	if (!as?.brand) return undefined;
	try {
		apply(as.brand, object, []);
		return nameTarget(object, as.kind, as.name && (apply(as.name, object, []) as string));
	} catch {
		// Not one of these: the getter's brand check says so.
		return undefined;
	}
}
