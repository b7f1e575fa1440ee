// What the checks share: describing values so that two runs compare equal, frames, and waiting for events.

/** A JSON value that says all a page could tell about `value` without depending on identity. */
export function plain(value) {
	if (value === undefined) return 'undefined';
	if (typeof value === 'function') return `function ${value.name}/${value.length}`;
	if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
	if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
	if (Object.is(value, -0)) return '-0';
	if (value === null || typeof value !== 'object') return value;
	if (Array.isArray(value)) return Array.from(value, plain);
	if (isError(value)) return `${value.name} ${value.code ?? ''} ${value.message}`;
	if (Object.getPrototypeOf(value) !== Object.prototype) return Object.prototype.toString.call(value);
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
const isError = (value) =>
	value instanceof Error ||
	value instanceof DOMException ||
	/Error|Exception/.test(Object.prototype.toString.call(value));

/** What calling `run` throws, or 'returned …'. */
export function thrown(run) {
	try {
		return `returned ${JSON.stringify(plain(run()))}`;
	} catch (error) {
		return plain(error);
	}
}

/** A property as its descriptor shows it, functions by name, length and whether they can construct. */
export function describe(object, key) {
	const found = Object.getOwnPropertyDescriptor(object, key);
	if (!found) return 'none';
	const part = (value) =>
		typeof value === 'function'
			? `${value.name}/${value.length}/${Object.getOwnPropertyNames(value).sort().join()}`
			: plain(value);
	return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, part(value)]));
}

/** Text of a built-in without its name, which a Proxy around it cannot show (see the suite of known limits). */
export const nativeText = (value) =>
	Function.prototype.toString.call(value).replace(/^function [\w ]*\(/, 'function (');

/** Names of the constructors up the prototype chain. */
export function chain(object) {
	const names = [];
	for (let at = Object.getPrototypeOf(object); at; at = Object.getPrototypeOf(at))
		names.push(Object.hasOwn(at, 'constructor') ? at.constructor.name : '?');
	return names;
}

/** An object that logs `get KEY` for every property asked of it. */
export function watched(values, log) {
	return new Proxy(values, {
		get(target, key, receiver) {
			log.push(`get ${String(key)}`);
			return Reflect.get(target, key, receiver);
		},
		has(target, key) {
			log.push(`has ${String(key)}`);
			return Reflect.has(target, key);
		},
		ownKeys(target) {
			log.push('ownKeys');
			return Reflect.ownKeys(target);
		},
		getOwnPropertyDescriptor(target, key) {
			log.push(`own ${String(key)}`);
			return Reflect.getOwnPropertyDescriptor(target, key);
		},
	});
}

/** Resolves with the next `type` event of `target`. */
export const next = (target, type) =>
	new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** Resolves with the next window message for which `accept(data)` holds. */
export const nextMessage = (accept = () => true, target = window) =>
	new Promise((resolve) => {
		target.addEventListener('message', function seen(event) {
			if (!accept(event.data)) return;
			target.removeEventListener('message', seen);
			resolve(event);
		});
	});

export const task = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when every window message posted before has been delivered. */
export async function drained() {
	const mark = `drained ${Math.random()}`;
	const arrived = nextMessage((data) => data === mark);
	window.postMessage(mark, '*');
	await arrived;
}

/** Attaches a loaded iframe; `attributes` such as { src } or { srcdoc, sandbox }. */
export async function frame(attributes = {}, parent = document.body) {
	const element = document.createElement('iframe');
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	const loaded = next(element, 'load');
	parent.append(element);
	await loaded;
	return element;
}

export const originOf = (name) => `http://${name}.localhost:${location.port}`;

/** The address of a document at origin `name` that runs `code`. */
export const docAt = (name, code = '', extra = '') =>
	`${originOf(name)}/frame.html?do=${encodeURIComponent(code)}${extra}`;

/** An iframe at origin `name` ('a' is our own) that ran `code`. */
export const frameAt = (name, code, attributes = {}) => frame({ src: docAt(name, code), ...attributes });

export const socketAt = (path) => `ws://${location.host}${path}`;

/** An open WebSocket at `path`. */
export async function open(path, ...rest) {
	const socket = new WebSocket(socketAt(path), ...rest);
	await next(socket, 'open');
	return socket;
}

/** An open socket whose peer answers its first frame with `texts` (0x… = binary). */
export const pushing = (...texts) => open(`/push?texts=${texts.map(encodeURIComponent).join()}`);

/** Runs `act` while window.onerror collects what surfaces there; both are restored after. */
export async function uncaught(act) {
	const seen = [];
	const before = window.onerror;
	window.onerror = (message, file, line, column, error) => {
		seen.push({ message, file: String(file).replace(/\?.*/, ''), line, column, error: plain(error) });
		return true;
	};
	try {
		await act(seen);
	} finally {
		window.onerror = before;
	}
	return seen;
}
