// What every hostile page keeps for itself before it starts: untouched built-ins, and a place for what it finds out.
{
	const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
	const { fetch, JSON, setTimeout, Promise, String, WebSocket, MessageChannel, URLSearchParams } = globalThis;
	const { stringify } = JSON;
	const add = EventTarget.prototype.addEventListener;
	const dispatch = EventTarget.prototype.dispatchEvent;
	const post = window.postMessage;
	const _push = Array.prototype.push;
	const includes = String.prototype.includes;
	const says = (text, part) => apply(includes, text, [part]);
	const run = new URLSearchParams(location.search).get('run');
	const OURS = [
		'earshot',
		'hand-over',
		'listener-added',
		'"seq":',
		'chrome-extension:',
		'moz-extension:',
		'"kind":"message"',
	];
	const lair = {
		__proto__: null,
		apply,
		ownKeys,
		getOwnPropertyDescriptor,
		defineProperty,
		fetch,
		stringify,
		setTimeout,
		Promise,
		add,
		dispatch,
		post,
		WebSocket,
		MessageChannel,
		errors: [],
		leaks: [],
		arrived: [],
		/** Set by an attack that runs again once the victim has its listeners. */
		later: undefined,
		flood: undefined,
		leak(text) {
			const said = String(text);
			if (lair.leaks.length < 20)
				defineProperty(lair.leaks, lair.leaks.length, {
					__proto__: null,
					value: said.slice(0, 300),
					enumerable: true,
				});
		},
		/** Notes a value that could only come from the extension. */
		smell(where, value) {
			if (typeof value !== 'string') return;
			for (let i = 0; i < OURS.length; i++) if (says(value, OURS[i])) return lair.leak(`${where}: ${value}`);
		},
		async report() {
			const { arrived, errors, leaks, flood } = lair;
			await fetch(`/report?run=${run}`, {
				__proto__: null,
				method: 'POST',
				body: stringify({ __proto__: null, arrived, errors, leaks, flood }),
			});
		},
	};
	const note = (list, text) =>
		defineProperty(list, list.length, { __proto__: null, value: text, enumerable: true });
	lair.arrive = (mark) => note(lair.arrived, mark);
	lair.fail = (text) => note(lair.errors, String(text).slice(0, 300));
	apply(add, window, [
		'error',
		({ message, filename, error }) => {
			const text = `${message}`;
			if (!says(text, 'ATTACK')) lair.fail(`uncaught ${text} at ${filename} ${error?.stack ?? ''}`);
		},
		true,
	]);
	apply(add, window, [
		'unhandledrejection',
		({ reason }) => {
			if (!says(String(reason), 'ATTACK')) lair.fail(`unhandled ${reason}`);
		},
		true,
	]);
	globalThis.lair = lair;
}
