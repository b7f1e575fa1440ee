// Listeners of every kind; each notes that it ran, and does what the program says.
import { run } from './ops.mjs';
import { get, happened, lab, labelOf, name, note, numberOf, seen, watchable } from './realm.mjs';

const laneOf = (event) => labelOf(event?.currentTarget);

function body(label, { kind, reads, acts }) {
	let runs = 0;
	return (self, args) => {
		const before = lab.lane;
		lab.lane ??= laneOf(args[0]);
		lab.lastLane = lab.lane;
		const [event] = args;
		const run = { cb: label };
		let threw = true;
		if (event instanceof Event || Object.prototype.toString.call(event).endsWith('Event]')) {
			happened('begins', {
				cb: label,
				t: labelOf(event.currentTarget),
				type: event.type,
				event: numberOf(event),
			});
			Object.assign(run, {
				t: labelOf(event.currentTarget),
				type: event.type,
				event: numberOf(event),
				trusted: event.isTrusted,
				reads: watchable(event, reads),
			});
		}
		try {
			run.values = seen(label, self, args, reads);
			const answer = ++runs > 3 ? undefined : perform(acts, event, run);
			threw = false;
			return answer;
		} finally {
			// What an async function throws is a rejection.
			happened('ran', { ...run, threw: threw && kind !== 'async' });
			lab.lane = before;
		}
	};
}

function perform(acts, event, running) {
	let answer;
	for (const act of acts) {
		if (lab.fuel-- < 0) return answer;
		switch (act.o) {
			case 'throw':
				running.said = `RangeError: listener ${running.cb}`;
				throw new RangeError(`listener ${running.cb}`);
			case 'throw-odd':
				running.said = '7';
				throw 7;
			case 'stop':
				event.stopImmediatePropagation();
				running.stopped = true;
				break;
			case 'stop-propagation':
				event.stopPropagation();
				break;
			case 'prevent':
				event.preventDefault();
				note('prevented', event.defaultPrevented);
				break;
			case 'return-value':
				answer = false;
				break;
			case 'micro': {
				const lane = lab.lane;
				queueMicrotask(() => lab.log.push([lane, 'microtask', window.event === undefined]));
				break;
			}
			default:
				run(act, event);
		}
	}
	return answer;
}

const makers = {
	function: (go) =>
		function listener(...args) {
			return go(this, args);
		},
	arrow:
		(go) =>
		(...args) =>
			go(undefined, args),
	async: (go) =>
		async function listener(...args) {
			return go(this, args);
		},
	generator: (go) =>
		function* listener(...args) {
			yield go(this, args);
		},
	bound: (go) =>
		function listener(...args) {
			return go(this, args);
		}.bind(window),
	proxy: (go) =>
		new Proxy(
			function listener(...args) {
				return go(this, args);
			},
			{
				get(target, key, receiver) {
					note('proxy get', String(key));
					return Reflect.get(target, key, receiver);
				},
				has(target, key) {
					note('proxy has', String(key));
					return Reflect.has(target, key);
				},
				getPrototypeOf(target) {
					note('proxy getPrototypeOf');
					return Reflect.getPrototypeOf(target);
				},
				apply(target, self, args) {
					note('proxy apply');
					return Reflect.apply(target, self, args);
				},
			},
		),
	object: (go) => ({
		handleEvent(...args) {
			return go(this, args);
		},
	}),
	class: (go) => {
		class Handler {
			handleEvent(...args) {
				return go(this, args);
			}
		}
		return new Handler();
	},
	accessor: (go) => ({
		get handleEvent() {
			note('get handleEvent', labelOf(this));
			return function handle(...args) {
				return go(this, args);
			};
		},
	}),
	'no-method': () => ({}),
	'proxy-object': (go) =>
		new Proxy(
			{
				handleEvent(...args) {
					return go(this, args);
				},
			},
			{
				get(target, key, receiver) {
					note('proxy get', String(key));
					return Reflect.get(target, key, receiver);
				},
			},
		),
	'callable-handle': (go) => {
		const listener = function listener(...args) {
			return go(this, args);
		};
		listener.handleEvent = () => note('handleEvent of a function');
		return listener;
	},
	'same-proto': (go) =>
		Object.setPrototypeOf(function listener(...args) {
			return go(this, args);
		}, null),
	foreign: (go) => lab.helper.makeFunction(go),
	'foreign-object': (go) => lab.helper.makeObject(go),
};

/** The program's listeners c0, c1, …, known by these labels. */
export function makeListeners(listeners) {
	listeners.forEach((listener, i) => {
		const label = `c${i}`;
		const go = body(label, listener);
		const made = makers[listener.kind](go);
		name(label, made);
	});
	name('null', null);
	lab.labels.delete(null);
	lab.objects.set('undefined', undefined);
	lab.objects.set('five', 5);
	lab.objects.set('text', 'text');
	lab.objects.set('object', {});
}

export const listenerOf = (label) => get(label);
