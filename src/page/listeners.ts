/**
 * The inventory of `message` listeners: addEventListener / removeEventListener in all their forms, and the on-handlers.
 *
 * Observes: callback, options, place of registration, removal and how, each run and what it read.
 * Leaves alone: every other event type and target; callbacks of another realm (their errors and lifetime belong there).
 * The browser gets a stand-in of the callback instead of the callback. It is one per callback, so duplicates, removal,
 * once, signal and order are the browser's own business as before. A page could notice one more stack frame, and only
 * while a panel records.
 */
import { affordStack } from './call-site.ts';
import { IS_FIREFOX } from './engine.ts';
import { HANDLERS, type Inventory, NO_OPTIONS } from './inventory.ts';
import type { Kin } from './kin.ts';
import { captureOf, isObject, readOptions, typeOf } from './listener-arguments.ts';
import { isNativeText, textOf } from './listener-words.ts';
import {
	apply,
	type Callable,
	clone,
	exceptionMessage,
	getPrototypeOf,
	list,
	regExpExec,
} from './natives.ts';
import { argument } from './own-properties.ts';
import { patchAccessor, patchMethod, watchCalls } from './patch.ts';
import type { Runs } from './runs.ts';
import { slot } from './slots.ts';
import { kinds, type Target, targetOf } from './targets.ts';

type Callback = object;

/** The window of this realm, and what its functions have as prototypes. */
const OWN = list(
	window,
	Function.prototype,
	getPrototypeOf(async () => {}),
	getPrototypeOf(function* () {}),
	getPrototypeOf(async function* () {}),
);

/** What browsers say of a function that is none of a proxy's, when they refuse to clone it. */
const NO_PROXY = /e\] \} could|^\w*Function\w* obj/;

/** Whether a function is a proxy, as the words tell with which cloning it fails: the proxy notices nothing. */
function isProxy(callback: Callable): boolean {
	try {
		clone(callback);
	} catch (error) {
		return apply(regExpExec, NO_PROXY, [slot<string>(exceptionMessage, error) ?? '']) === null;
	}
	return true;
}

const isWatched = (type: unknown): type is 'message' | 'messageerror' =>
	type === 'message' || type === 'messageerror';
/** An event type that is none of ours; anything but a string is still to be converted. */
const isOther = (type: unknown): boolean => typeof type === 'string' && !isWatched(type);

export class Listeners {
	readonly parent = window.parent;
	readonly #kin: Kin<Listeners>;
	readonly #inventory: Inventory;
	readonly #runs: Runs;
	/** Called before the first listener of a target other than the window, so that ours comes first. */
	readonly #observe: (target: Target, object: object) => void;

	constructor(
		kin: Kin<Listeners>,
		inventory: Inventory,
		runs: Runs,
		observe: (target: Target, object: object) => void,
	) {
		this.#kin = kin;
		this.#inventory = inventory;
		this.#runs = runs;
		this.#observe = observe;
	}

	/** Joins its relatives and makes itself known to them. */
	join(line: EventTarget): void {
		this.#kin.join(line);
		for (let i = 0; i < OWN.length; i++) this.#kin.tables.owners.set(OWN[i] as object, this);
	}

	install(): void {
		patchMethod(
			EventTarget.prototype,
			'addEventListener',
			(native, self, args) => this.add(native, self, args),
			IS_FIREFOX ? (type) => isOther(type) && !this.#kin.tables.shared : isOther,
		);
		patchMethod(
			EventTarget.prototype,
			'removeEventListener',
			(native, self, args) => this.remove(native, self, args),
			isOther,
		);
		// A stream of events (WICG Observable): who listens to it, the browser tells nobody.
		patchMethod(EventTarget.prototype, 'when', (native, self, args) => {
			const stream = apply(native, self, args);
			const target = args[0] === 'message' && targetOf(self);
			if (target) {
				if (target.id !== 0) this.#observe(target, self as object);
				this.#inventory.add(target, {
					type: 'message',
					how: 'when',
					callback: native,
					options: NO_OPTIONS,
					watched: false,
					stack: affordStack(),
				});
			}
			return stream;
		});
		this.#handler(window, 'window');
		this.#handler(HTMLBodyElement.prototype, 'window');
		this.#handler(HTMLFrameSetElement.prototype, 'window');
		for (let i = 0; i < kinds.length; i++) this.#handler(kinds[i]?.prototype);
	}

	/** The page's own callback behind whatever the browser holds. */
	callbackOf(held: object): Callback {
		return this.#kin.tables.callbacks.get(held) ?? held;
	}

	/** addEventListener on a target of this document, by whichever realm's method. */
	add(native: Callable, self: unknown, args: unknown[]): unknown {
		const type = typeOf(native, self, args);
		if (args.length < 2 || !isObject(args[1])) return apply(native, self, args);
		const callback = args[1];
		if (!isWatched(type)) return this.#callerOf(callback).callNative(native, self, args);
		const target = targetOf(self);
		if (!target) {
			const owner = this.#kin.ownerOf(self);
			return owner ? owner.add(native, self, args) : this.#callerOf(callback).callNative(native, self, args);
		}
		const options = readOptions(argument(args, 2));
		const standIn = this.#standInOf(callback);
		if (target.id !== 0) this.#observe(target, self as object);
		const caller = standIn ? this : this.#callerOf(callback);
		caller.callNative(native, self, [type, standIn ?? callback, options.forNative]);
		if (options.aborted()) return undefined;
		const added = this.#inventory.add(target, {
			type,
			how: 'addEventListener',
			callback,
			options,
			watched: standIn !== undefined,
			stack: affordStack(),
		});
		if (added && options.signal) this.#inventory.removeOnAbort(added, options.signal);
		return undefined;
	}

	/**
	 * The hook of the realm whose script most likely registers a callback, its own: a browser remembers which it was (HTML,
	 * "incumbent settings object"), and Firefox sets the `event` of that window. A bound function of a child's is taken to
	 * be the parent's work.
	 */
	#callerOf(callback: Callback): Listeners {
		const hook = this.#hookOf(callback);
		return hook && (hook.parent !== window || !isNativeText(textOf(callback))) ? hook : this;
	}

	callNative(native: Callable, self: unknown, args: unknown[]): unknown {
		return apply(native, self, args);
	}

	/**
	 * The hook of a callback's realm: only there is a stand-in the same to the browser. An object, and a proxy, which
	 * would notice if it were asked, count as ours; undefined where it cannot be told.
	 */
	#hookOf(callback: Callback): Listeners | undefined {
		if (typeof callback !== 'function') return this;
		if (isNativeText(textOf(callback)) && isProxy(callback)) return this;
		return this.#kin.ownerOf(getPrototypeOf(callback));
	}

	/** removeEventListener likewise. */
	remove(native: Callable, self: unknown, args: unknown[]): unknown {
		const type = typeOf(native, self, args);
		if (!isWatched(type) || args.length < 2 || !isObject(args[1])) return apply(native, self, args);
		const callback = args[1];
		const target = targetOf(self);
		if (!target) {
			const owner = this.#kin.ownerOf(self);
			return owner ? owner.remove(native, self, args) : apply(native, self, args);
		}
		const capture = captureOf(argument(args, 2));
		const standIn = this.#kin.tables.standIns.get(callback);
		if (standIn) apply(native, self, [type, standIn, capture]);
		// Also as itself: registered before the hook came, or by another realm's method.
		apply(native, self, [type, callback, capture]);
		this.#inventory.removeEntry(this.#inventory.find(target, callback, type, capture), 'removeEventListener');
		return undefined;
	}

	/** The on-handler of an interface: the browser holds a stand-in, the page reads back what it set. */
	#handler(owner: object | undefined, always?: 'window'): void {
		if (!owner) return;
		this.#property(owner, 'message', always);
		this.#property(owner, 'messageerror', always);
	}

	#property(owner: object, type: 'message' | 'messageerror', always?: 'window'): void {
		patchAccessor(owner, `on${type}`, {
			get: (native, self) => {
				const held = apply(native, self, []);
				return isObject(held) ? this.callbackOf(held) : held;
			},
			set: (native, self, args) => {
				const value = args[0];
				const target = always ? targetOf(undefined) : targetOf(self);
				const foreignWindow = owner === window && isObject(self) && self !== window;
				if (!target || args.length === 0 || foreignWindow) return apply(native, self, args);
				const callable = typeof value === 'function' ? value : undefined;
				const standIn = callable && this.#standInOf(callable);
				if (target.id !== 0 && isObject(value)) this.#observe(target, self as object);
				apply(native, self, [standIn ?? value]);
				this.#inventory.removeEntry(this.#inventory.find(target, HANDLERS, type), 'replaced');
				if (!callable) return undefined;
				this.#inventory.add(target, {
					type,
					how: 'property',
					callback: callable,
					options: NO_OPTIONS,
					watched: standIn !== undefined,
					stack: affordStack(),
				});
				return undefined;
			},
		});
	}

	#standInOf(callback: Callback): object | undefined {
		const known = this.#kin.tables.standIns.get(callback);
		if (known) return known;
		if (this.#hookOf(callback) !== this) return undefined;
		const standIn =
			typeof callback === 'function'
				? watchCalls(callback, () => this.#runs.trapFor(callback))
				: this.#runs.objectStandIn(callback);
		this.#kin.tables.standIns.set(callback, standIn);
		this.#kin.tables.callbacks.set(standIn, callback);
		return standIn;
	}
}
