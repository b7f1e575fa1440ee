import { logging } from './options.mjs';
import { attempt, get, happened, lab, name, note, targetOf, wrong } from './realm.mjs';
import { tell, valueOf } from './values.mjs';
import { viaOf } from './vias.mjs';

export const originArguments = (form, give) => {
	switch (form) {
		case 'star':
			return ['*'];
		case 'slash':
			return ['/'];
		case 'own':
			return [location.origin];
		case 'options':
			return [{ targetOrigin: '*', ...(give ? { transfer: [give] } : {}) }];
		case 'absent':
			return [];
		case 'wrong':
			return ['http://wrong.example'];
		case 'garbage':
			return ['not an origin'];
		case 'getters':
			return [logging({ targetOrigin: '*', transfer: [], includeUserActivation: false }, 'post option')];
		case 'undefined':
			return [undefined];
		case 'boxed':
			return [{ toString: () => (note('origin to text'), '*') }];
		case 'transfer':
			return ['*', give ? [give] : []];
		case 'null':
			return [null];
		case 'empty-options':
			return [{}];
		case 'throws':
			return [
				{
					get targetOrigin() {
						throw new RangeError('origin');
					},
				},
			];
		case 'other-lab':
			return [`http://b.localhost:${location.port}`];
		default:
			return ['*', undefined];
	}
};

/** Forms of targetOrigin that let a message through to the own window. */
const REACHING = new Set([
	'star',
	'slash',
	'own',
	'options',
	'absent',
	'getters',
	'undefined',
	'boxed',
	'transfer',
	'null',
	'empty-options',
]);

const posting = {
	helper: (target, args) => lab.helper.postAs(target, args),
	call: (target, args) => target.postMessage.call(target, ...args),
	reflect: (target, args) => Reflect.apply(target.postMessage, target, args),
	foreign: (target, args) => lab.helper.postMessage.call(target, ...args),
	bound: (target, args) => target.postMessage.bind(target, ...args)(),
	timer: (target, args) => {
		setTimeout(() => attempt('posted later', () => target.postMessage(...args)));
	},
	'helper-timer': (target, args) => {
		try {
			structuredClone(args[0]);
		} catch (error) {
			return note('not posted', wrong(error));
		}
		return typeof args[1] === 'string' && args[1] !== 'not an origin' && args.length < 3
			? lab.helper.postLater(target, args)
			: undefined;
	},
	'apply-twice': (target, args) => Function.prototype.call.call(target.postMessage, target, ...args),
};

const listOf = (form, give, data) => {
	switch (form) {
		case 'list':
			return [give ? [give] : []];
		case 'options':
			return [{ transfer: give ? [give] : [] }];
		case 'undefined':
			return [undefined];
		case 'null':
			return [null];
		case 'iterable':
			return [new Set(give ? [give] : [])];
		case 'twice':
			return [give ? [give, give] : []];
		case 'buffer':
			return [data instanceof ArrayBuffer ? [data] : []];
		case 'getters':
			return [logging({ transfer: give ? [give] : [] }, 'post option')];
		default:
			return [];
	}
};

/** Getters of what was sent may throw. */
const told = (data) => {
	try {
		return tell(data);
	} catch {
		return undefined;
	}
};

function makeEvent(kind, type, data) {
	switch (kind) {
		case 'event':
			return new Event(type, { bubbles: true, cancelable: true });
		case 'custom':
			return new CustomEvent(type, { detail: data });
		case 'foreign':
			return new lab.helper.MessageEvent(type, { data });
		case 'init':
			return new MessageEvent(type, {
				data,
				origin: 'http://made.example',
				lastEventId: 'id',
				source: window,
				ports: [new MessageChannel().port1],
				cancelable: true,
			});
		case 'old': {
			const event = document.createEvent('MessageEvent');
			event.initMessageEvent(type, false, true, data, 'http://old.example', 'old', null, []);
			return event;
		}
		case 'close':
			return new CloseEvent(type, { code: 4000 });
		case 'sub':
			return new (class Special extends MessageEvent {
				get data() {
					note('data of a subclass');
					return 'own data';
				}
			})(type, { data });
		default:
			return new MessageEvent(type, { data });
	}
}

export const messageOps = {
	post({ t, v, origin, from, give }) {
		const target = targetOf(t);
		if (target === undefined) return;
		const data = valueOf(v);
		const port = give && get(give);
		attempt(`post to ${t} ${origin} ${from}`, () => {
			const args =
				origin === 'none'
					? []
					: [data, ...originArguments(origin, port?.postMessage && port !== window ? port : undefined)];
			const isWindow = t === 'w' || t[0] === 'f';
			if (!isWindow) {
				const result = target.postMessage(data);
				happened('sent', { t, data: told(data) });
				return result;
			}
			const post = { at: undefined, ok: false, reaches: REACHING.has(origin) };
			if (t === 'w') lab.truth.push(Object.assign(post, { k: 'post', from }));
			const result = (posting[from] ?? ((to, all) => to.postMessage(...all)))(target, args);
			post.ok = true;
			return result;
		});
	},
	tell({ t, v, form, give, via }) {
		const target = targetOf(t);
		if (!target?.postMessage || t === 'w' || t[0] === 'f') return;
		const port = form === 'self' ? target : give && get(give);
		const real = port instanceof MessagePort ? port : undefined;
		const data = valueOf(v);
		const interfaceName = Object.prototype.toString.call(target).slice(8, -1);
		const isBroadcast = interfaceName === 'BroadcastChannel';
		attempt(`tell ${t} ${form} ${give} ${via}`, () =>
			viaOf(
				via,
				target,
				'postMessage',
				window[interfaceName].prototype,
				lab.helper[interfaceName].prototype,
				form === 'none'
					? []
					: form === 'self' && !isBroadcast
						? [data, [target]]
						: [data, ...listOf(form, real, data)],
			),
		) === undefined &&
			lab.log.at(-1)[2] === 'gave' &&
			happened('sent', { t, data: told(data) });
	},
	dispatch({ t, type, kind, v, via }, running) {
		const target = targetOf(t);
		if (target === undefined) return;
		const event = kind === 'same' && running ? running : makeEvent(kind, type, valueOf(v));
		attempt(`dispatch ${kind} ${type} to ${t}`, () =>
			viaOf(via, target, 'dispatchEvent', EventTarget.prototype, lab.helper.EventTarget.prototype, [event]),
		);
	},
	channel({ n, how }) {
		attempt(`channel ${how}`, () => {
			const Channel =
				how === 'sub'
					? class Own extends MessageChannel {}
					: how === 'foreign'
						? lab.helper.MessageChannel
						: MessageChannel;
			const { port1, port2 } =
				how === 'reflect' ? Reflect.construct(MessageChannel, [], Channel) : new Channel();
			name(`p${n}`, port1);
			name(`p${n + 1}`, port2);
			return `${port1.constructor.name} ${port1 instanceof MessagePort}`;
		});
	},
	port({ t, what }) {
		const port = get(t);
		if (!port?.start) return;
		attempt(`${what} ${t}`, () =>
			what === 'close'
				? port.close()
				: what === 'start'
					? port.start()
					: lab.helper.MessagePort.prototype.start.call(port),
		);
	},
};
