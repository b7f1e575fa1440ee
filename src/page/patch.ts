import {
	apply,
	type Callable,
	construct,
	defineProperty,
	getOwnPropertyDescriptor,
	list,
	ProxyCtor,
	setPrototypeOf,
} from './natives.ts';

type Handler = ProxyHandler<Callable>;

/** Where failures of ours go instead of to the page. */
export let report: (where: string, error: unknown) => void = () => {};
export const onFault = (receive: typeof report): void => {
	report = receive;
};

/** A stand-in that stays a native function to the page: same name, length, own keys and `[native code]` text. */
export function standIn(target: Callable, handler: Handler): Callable {
	setPrototypeOf(handler, null);
	return new ProxyCtor(target, handler);
}

/**
 * Replaces a method by a stand-in whose calls go through `call`; returns the undo. Calls whose first argument `passes`
 * go straight to the native: on a method that pages call all the time, every step counts.
 */
export function patchMethod(
	owner: object,
	name: string,
	call: (native: Callable, self: unknown, args: unknown[]) => unknown,
	passes?: (first: unknown) => boolean,
): () => void {
	const descriptor = getOwnPropertyDescriptor(owner, name);
	if (!descriptor || typeof descriptor.value !== 'function') return () => {};
	const native = descriptor.value as Callable;
	return redefine(owner, name, descriptor, {
		value: standIn(native, {
			apply: passes
				? (_target, self, args) =>
						args.length > 0 && passes(args[0]) ? apply(native, self, args) : call(native, self, args)
				: (_target, self, args) => call(native, self, args),
		}),
	});
}

/** Replaces one or both halves of an accessor by stand-ins; returns the undo. */
export function patchAccessor(
	owner: object,
	name: string,
	halves: {
		get?: (native: Callable, self: unknown) => unknown;
		set?: (native: Callable, self: unknown, args: unknown[]) => unknown;
	},
): () => void {
	const descriptor = getOwnPropertyDescriptor(owner, name);
	if (!descriptor?.get) return () => {};
	const { get, set } = descriptor as { get: Callable; set?: Callable };
	const onGet = halves.get;
	const onSet = halves.set;
	return redefine(owner, name, descriptor, {
		get: (onGet ? standIn(get, { apply: (_target, self) => onGet(get, self) }) : get) as () => unknown,
		set: (onSet && set
			? standIn(set, { apply: (_target, self, args) => onSet(set, self, args) })
			: set) as () => void,
	});
}

/**
 * Replaces a global constructor by a stand-in that constructs natively, forwarding `newTarget` so that subclasses keep
 * their prototype, and then shows the instance to `made`.
 */
export function patchConstructor(name: string, made: (instance: object, args: unknown[]) => void): void {
	const descriptor = getOwnPropertyDescriptor(window, name);
	if (typeof descriptor?.value !== 'function') return;
	const native = descriptor.value as Callable & { prototype: object };
	const trap: NonNullable<Handler['construct']> = (_target, args, newTarget) => {
		const instance = construct(native, args, newTarget) as object;
		try {
			made(instance, args);
		} catch (error) {
			report(name, error);
		}
		return instance;
	};
	const replacement = standIn(native, { construct: trap });
	redefine(window, name, descriptor, { value: replacement });
	const link = getOwnPropertyDescriptor(native.prototype, 'constructor');
	if (link) redefine(native.prototype, 'constructor', link, { value: replacement });
}

/**
 * Watches calls without standing between caller and native: the proxy's handler has an `apply` *getter* that notes the
 * call and answers undefined, so the engine calls the native itself. `event.source` of window.postMessage depends on
 * it: any function in between becomes the incumbent realm (HTML, "incumbent settings object"), and the receiver would
 * see the wrong sender. The price: no arguments. `note` may return a trap for this one call.
 */
export function watchCalls(target: Callable, note: () => Handler['apply'] | undefined): Callable {
	return standIn(target, {
		get apply() {
			return note() as NonNullable<Handler['apply']>;
		},
	});
}

/** Watches the calls of a method likewise. */
export function watchMethod(owner: object, name: string, note: () => Handler['apply'] | undefined): void {
	const descriptor = getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
	redefine(owner, name, descriptor, { value: watchCalls(descriptor.value as Callable, note) });
}

/** What makes good again everything that was replaced. */
const undos: (() => void)[] = list();

/** Gives the page back all that it had: before its first script, when its site is to be left alone. */
export const undoAll = (): void => {
	for (let i = 0; i < undos.length; i++) (undos[i] as () => void)();
};

/** Puts new halves into a property, its other attributes kept; returns the undo. */
export function redefine(
	owner: object,
	name: string,
	old: PropertyDescriptor,
	change: PropertyDescriptor,
): () => void {
	// Spreading copies own properties alone: nothing that a page put on a prototype takes part.
	const bareChange = { ...old, ...change, __proto__: null } as PropertyDescriptor;
	if (!defineProperty(owner, name, bareChange)) return () => {};
	const undo = (): void => {
		setPrototypeOf(old, null);
		defineProperty(owner, name, old);
	};
	undos[undos.length] = undo;
	return undo;
}
