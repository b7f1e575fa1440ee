import type { ValueFactory } from '../value/factory.ts';
import { constant, OPAQUE, UNDEFINED, type Value } from '../value/value.ts';
import type { LiveValue } from '../verdict.ts';
import { LOCAL_PAGE } from './local-address.ts';

const DEEPEST = 6;
const MOST_ITEMS = 500;

/** The values that the page was asked for, and an account of which were used. */
export class LiveValues {
	readonly #given = new Map<string, LiveValue>();
	readonly #made = new Map<string, Value>();
	readonly #values: ValueFactory;
	#used = new Set<string>();

	constructor(values: ValueFactory, given: Readonly<Record<string, LiveValue>> = {}) {
		this.#values = values;
		for (const [path, value] of Object.entries(given)) this.#given.set(withoutWindow(path), value);
	}

	/** The value at a dotted path of globals, where it was given under this very path. */
	at(path: string): Value | undefined {
		if (!this.#given.has(path)) return undefined;
		if (path !== LOCAL_PAGE) this.#used.add(path);
		const known = this.#made.get(path);
		if (known) return known;
		const made = this.#value(this.#given.get(path), 0);
		this.#made.set(path, made);
		return made;
	}

	/** The paths used by what is done in `act`; they count as used by what goes on around it, too. */
	usedIn(act: () => void): ReadonlySet<string> {
		const outer = this.#used;
		const own = new Set<string>();
		this.#used = own;
		try {
			act();
		} finally {
			this.#used = outer;
			this.use(own);
		}
		return own;
	}

	/** Notes that paths are used once more, where what they led to was kept. */
	use(paths: Iterable<string>): void {
		for (const one of paths) this.#used.add(one);
	}

	/** The value at a path as text, for people. */
	textOf(path: string): string {
		return JSON.stringify(this.#given.get(path)) ?? 'undefined';
	}

	#value(given: LiveValue, depth: number): Value {
		if (given === undefined) return UNDEFINED;
		if (given === null || typeof given !== 'object') {
			if (
				typeof given === 'string' ||
				typeof given === 'number' ||
				typeof given === 'boolean' ||
				given === null
			)
				return constant(given);
			return this.#unknown();
		}
		if (depth > DEEPEST) return this.#unknown();
		const each = (list: readonly LiveValue[]) =>
			list.slice(0, MOST_ITEMS).map((one) => this.#value(one, depth + 1));
		if (Array.isArray(given)) return this.#values.object('array', false, each(given));
		const {
			['@type']: type,
			['source']: source,
			['flags']: flags,
			['items']: items,
			['entries']: entries,
		} = given;
		if (type === 'RegExp' && typeof source === 'string')
			return { t: 'regex', source, flags: String(flags ?? ''), shared: true };
		if (type === 'Set' && Array.isArray(items)) return this.#values.object('set', false, each(items));
		if (type === 'Map' && Array.isArray(entries)) {
			const map = this.#values.object('map', false);
			for (const one of entries.slice(0, MOST_ITEMS)) {
				const [key, value] = Array.isArray(one) ? each(one) : [];
				map.entries.push([key ?? UNDEFINED, value ?? UNDEFINED]);
			}
			return map;
		}
		const object = this.#values.object('object', false);
		object.settled = true;
		for (const [name, one] of Object.entries(given).slice(0, MOST_ITEMS))
			object.props.set(name, this.#value(one, depth + 1));
		return object;
	}

	#unknown(): Value {
		return this.#values.symbol({ name: 'live value', kind: 'variable' }, OPAQUE);
	}
}

/** A global's path from the window. */
export function withoutWindow(path: string): string {
	// Most globals are named alone.
	if (!path.includes('.')) return path;
	return path
		.replace(/^((window|self|globalThis|frames|global)\.)+/, '')
		.replace(/^document\.location\b/, 'location');
}
