import { URL, URLSearchParams } from 'node:url';

/** Stands for message content; reaching the page with it is a use of the data. */
export const MARK = 'EARSHOT-MARK';

/** A page that has whatever a script asks for and notes when message content reaches it. */
export interface GhostPage {
	window: Record<string | symbol, unknown>;
	listeners: Map<string, unknown[]>;
	/** Makes an event the one that `window.event` gives. */
	setEvent: (event: unknown) => void;
	/** What the page has under a dotted path, e.g. "parent"; a window of its own for "stranger". */
	at: (path: string) => unknown;
	/** How often message content was stored in or handed to the page. */
	uses: () => number;
}

export interface GhostOptions {
	location: string;
	/** Dotted path of a page value to what it is. */
	values: Record<string, unknown>;
	/** Functions whose call is a use whatever they are given. */
	usingCalls: string[];
}

/** Names a script gets from the language, not from the page. */
const LANGUAGE = new Set(
	Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]|^(is|parse|decode|encode)/.test(name)),
);
for (const name of ['globalThis', 'undefined', 'NaN', 'Infinity', 'arguments', 'eval', 'Function'])
	LANGUAGE.add(name);
for (const name of ['WebSocket', 'Event', 'MessageEvent', 'MessageChannel', 'BroadcastChannel', 'Worker'])
	LANGUAGE.delete(name);

/** Builds the page; every name it does not know is an object that can be read, written and called at will. */
export function ghostPage({ location, values, usingCalls }: GhostOptions): GhostPage {
	let used = 0;
	const note = (path: string, value: unknown) => {
		if (!path.startsWith('console') && carriesMark(value)) used++;
	};
	const ghosts = new Map<string, unknown>();
	const ghost = (path: string): unknown => {
		const known = ghosts.get(path);
		if (known !== undefined) return known;
		const stored = new Map<string | symbol, unknown>();
		const made: unknown = new Proxy(() => undefined, {
			get: (_, key) => {
				if (typeof key === 'symbol') return key === Symbol.iterator ? [][Symbol.iterator] : undefined;
				if (key === 'then') return undefined;
				if (key === 'toString' || key === 'valueOf') return () => path;
				return stored.has(key) ? stored.get(key) : (own(`${path}.${key}`) ?? ghost(`${path}.${key}`));
			},
			set: (_, key, value) => {
				note(path, value);
				stored.set(key, value);
				return true;
			},
			has: () => true,
			apply: (_, __, given: unknown[]) => call(path, given),
			construct: (_, given: unknown[]) => Object(call(path, given)),
		});
		ghosts.set(path, made);
		return made;
	};
	const listeners = new Map<string, unknown[]>();
	const call = (path: string, given: unknown[]): unknown => {
		const name = path.split('.').at(-1) ?? '';
		if (['addEventListener', 'on', 'bind'].includes(name) && !/document/.test(path)) {
			for (const type of String(given[0]).split(' '))
				listeners.set(type, [...(listeners.get(type) ?? []), given[1]]);
			return undefined;
		}
		if (usingCalls.includes(name)) used++;
		note(path, given);
		return ghost(`${path}()`);
	};
	const own = (path: string): unknown => values[path];
	const page: Record<string | symbol, unknown> = {
		location: overlaid(
			new URL(location),
			ghost('location'),
			(key) => own(`location.${key}`),
			(value) => note('location', value),
		),
		URL,
		URLSearchParams,
		eval: (code: unknown) => note('eval', code),
		addEventListener: (...given: unknown[]) => call('addEventListener', given),
		event: undefined,
		crypto: { randomUUID: () => 'f3b1d5c2' },
	};
	for (const [path, value] of Object.entries(values)) if (!path.includes('.')) page[path] ??= value;
	const window = new Proxy(page, {
		has: (_, key) => typeof key === 'string' && (key in page || !LANGUAGE.has(key)),
		get: (_, key) => {
			if (key === Symbol.unscopables || typeof key === 'symbol') return undefined;
			if (key === 'window' || key === 'self') return window;
			return key in page ? page[key] : ghost(key);
		},
		set: (_, key, value) => {
			note('window', value);
			if (key === 'onmessage') listeners.set('message', [value]);
			else page[key] = value;
			return true;
		},
	});
	return {
		window,
		listeners,
		setEvent: (event) => {
			page['event'] = event;
		},
		at: (path) => (path === 'window' ? window : ghost(path)),
		uses: () => used,
	};
}

/** A real object whose other members come from the ghost, so that calls on and writes to it are noted. */
function overlaid(
	real: URL,
	rest: unknown,
	own: (key: string) => unknown,
	note: (value: unknown) => void,
): unknown {
	return new Proxy(real, {
		get: (_, key) => {
			if (typeof key === 'symbol') return () => real.href;
			const given = own(key);
			if (given !== undefined) return given;
			const value: unknown = Reflect.get(real, key, real);
			if (key === 'toString') return () => real.href;
			return value === undefined ? Reflect.get(Object(rest), key) : value;
		},
		set: (_, __, value) => {
			note(value);
			return true;
		},
	});
}

function carriesMark(value: unknown, depth = 0): boolean {
	if (typeof value === 'string') return value.includes(MARK);
	if (depth > 4 || typeof value !== 'object' || value === null) return false;
	return Object.values(value).some((inner) => carriesMark(inner, depth + 1));
}
