// A random page program: some listeners and what each does when it runs, and steps of one to three operations.
import { random } from './rng.mjs';

const LISTENERS = 5;
const words = (text) => text.trim().split(/\s+/);
const VIAS = words('plain plain call reflect foreign foreign-reflect bound cached own-proto');
const OPTIONS = words(`
	none none none true false once capture passive signal all getters proxy number text
	null undefined odd throws bad-signal inherits
`);
const TYPES = words('message message message message messageerror ping object boxed throwing');
const KINDS = words(`
	function function function arrow async bound proxy object object class accessor
	no-method foreign foreign-object proxy-object same-proto callable-handle
`);
const READS = words('data origin source ports type lastEventId');
const ORIGINS = words(`
	star star star slash own options absent wrong garbage getters undefined none boxed
	transfer null empty-options throws other-lab
`);

/** `limit`: at most so many steps. */
export function makeProgram(seed, judged = false) {
	const rng = random(seed);
	const { below, chance, one, weighed } = rng;
	const targets = ['w', 'w', 'w', 'e0'];
	const ports = [];
	const frames = [];
	const sockets = [];
	const some = (list, other) => (list.length > 0 ? one(...list) : other);
	const cb = () => (chance(0.04) ? one('null', 'undefined', 'five', 'text') : `c${below(LISTENERS)}`);
	const target = () => (chance(0.03) ? one('x-proxy', 'x-null', 'x-inherits', 'x-element') : one(...targets));
	const type = () => one(...TYPES);
	const value = () => below(1e6);
	const port = () => some(ports, 'w');

	const ops = {
		add: () => ({
			o: 'add',
			t: target(),
			type: type(),
			cb: cb(),
			opt: one(...OPTIONS),
			via: one(...VIAS),
			k: below(2),
		}),
		remove: () => ({
			o: 'remove',
			t: target(),
			type: type(),
			cb: cb(),
			opt: one(...OPTIONS),
			via: one(...VIAS),
			k: below(2),
		}),
		on: () => ({
			o: 'on',
			t: target(),
			type: one('message', 'message', 'message', 'messageerror'),
			cb: chance(0.25) ? one('null', 'five', 'object', 'undefined') : cb(),
			via: one(
				...words(
					'plain plain plain setter reflect body body-attribute attribute foreign-setter assign no-argument',
				),
			),
		}),
		read: () => ({ o: 'read', t: target(), type: 'message' }),
		post: () => ({
			o: 'post',
			t: chance(0.6) ? 'w' : some([...frames, ...ports], 'w'),
			v: value(),
			origin: one(...ORIGINS),
			from: one(...words('self self self helper call reflect foreign bound timer helper-timer apply-twice')),
			give: chance(0.15) ? port() : undefined,
		}),
		tell: () => ({
			o: 'tell',
			t: some(ports, one(...targets)),
			v: value(),
			form: one(
				...words('plain plain plain list options undefined null none iterable twice self buffer getters'),
			),
			give: chance(0.3) ? port() : undefined,
			via: one(...VIAS),
		}),
		dispatch: () => ({
			o: 'dispatch',
			t: target(),
			type: one(...words('message message message messageerror ping')),
			kind: one(...words('message message message event custom foreign init old close sub same')),
			v: value(),
			via: one('plain', 'plain', 'foreign', 'call'),
		}),
		abort: () => ({ o: 'abort', k: below(2) }),
		channel: () => {
			const at = ports.length;
			ports.push(`p${at}`, `p${at + 1}`);
			targets.push(`p${at}`, `p${at + 1}`);
			return { o: 'channel', n: at, how: one(...words('plain plain reflect sub foreign')) };
		},
		port: () => ({ o: 'port', t: port(), what: one('start', 'start', 'close', 'start-foreign') }),
		broadcast: () => {
			const label = `b${targets.filter((one) => one.startsWith('b')).length}`;
			targets.push(label);
			return { o: 'broadcast', n: label, close: chance(0.1) };
		},
		frame: () => {
			const label = `f${frames.length}`;
			frames.push(label);
			if (chance(0.7)) targets.push(label);
			return {
				o: 'frame',
				n: label,
				kind: one(...words('srcdoc blank none same cross cross blob sandbox nested about-srcdoc-early')),
			};
		},
		unframe: () => ({ o: 'unframe', t: some(frames, 'f0') }),
		open: () => ({
			o: 'open',
			t: chance(0.3) ? 'w' : some(frames, 'f0'),
			how: one('open', 'write', 'writeln', 'foreign'),
		}),
		worker: () => {
			const label = `k${targets.filter((one) => one.startsWith('k')).length}`;
			targets.push(label);
			return { o: 'worker', n: label };
		},
		end: () => ({ o: 'end', t: 'k0' }),
		socket: () => {
			const label = `s${sockets.length}`;
			sockets.push(label);
			targets.push(label);
			return {
				o: 'socket',
				n: label,
				path: one(...words('echo echo echo push close drop refuse bad fragment')),
				how: one(...words('plain plain sub reflect foreign protocols bad-protocols')),
			};
		},
		send: () => ({
			o: 'send',
			t: some(sockets, 's0'),
			form: one(...words('text text buffer view blob object number none null throws big shared')),
			v: value(),
			via: one('plain', 'plain', 'call', 'foreign'),
		}),
		shut: () => ({
			o: 'shut',
			t: some(sockets, 's0'),
			form: one(...words('none code reason bad-code long object foreign undefined')),
		}),
		binary: () => ({ o: 'binary', t: some(sockets, 's0'), to: one('blob', 'arraybuffer', 'bad', 'object') }),
	};
	const common = [
		[9, 'add'],
		[4, 'remove'],
		[5, 'on'],
		[1, 'read'],
		[9, 'post'],
		[3, 'dispatch'],
		[2, 'abort'],
		[1, 'tell'],
	];
	const flavours = [
		[...common],
		[...common, [4, 'channel'], [6, 'tell'], [4, 'port'], [2, 'broadcast']],
		[...common, [4, 'frame'], [1.5, 'unframe'], [1.5, 'open'], [2, 'channel'], [3, 'post']],
		[
			[5, 'add'],
			[3, 'on'],
			[2, 'remove'],
			[3, 'socket'],
			[7, 'send'],
			[2, 'shut'],
			[2, 'binary'],
			[1, 'dispatch'],
			[1, 'abort'],
		],
		[...common, [2, 'worker'], [5, 'tell'], [3, 'broadcast'], [2, 'channel'], [0.7, 'end'], [2, 'port']],
	];
	const flavour = one(...flavours);
	const op = () => ops[weighed(flavour)]();
	/** What a listener may do: only with things that are there by then or not at all. */
	const act = () =>
		chance(0.45)
			? { o: one(...words('throw stop stop-propagation prevent micro return-value throw-odd')) }
			: ops[one(...words('add remove on post dispatch abort read add remove tell port unframe open'))]();

	const steps = [];
	// The first makes sure that there is something of the flavour.
	if (flavour.some(([, name]) => name === 'socket')) steps.push([ops.socket()]);
	for (let i = 4 + below(8); i > 0; i--) {
		const step = [op()];
		while (chance(0.3) && step.length < 3) step.push(op());
		steps.push(step);
	}
	const listeners = [];
	for (let i = 0; i < LISTENERS; i++) {
		const acts = [];
		while (chance(0.35) && acts.length < 2) acts.push(act());
		const reads = READS.filter(() => chance(0.5));
		if (chance(0.5)) reads.reverse();
		listeners.push({ kind: one(...KINDS), reads, acts });
	}
	const all = [...steps.flat(), ...listeners.flatMap(({ acts }) => acts)];
	for (const each of all) {
		// Who registered an object on another document's target is one of the known limits.
		if (each.t?.[0] === 'f' && each.via?.startsWith('foreign')) each.via = 'call';
		if (judged) keepToOwn(each);
	}
	return { seed, listeners, steps };
}

/** What goes through another realm's methods is told by that realm's document: such programs are not judged. */
function keepToOwn(op) {
	if (op.o === 'socket' && op.how === 'reflect') op.how = 'sub';
	if (op.o === 'on' && op.t[0] === 's') op.type = 'message';
	if (op.via?.startsWith('foreign') && op.t !== 'w') op.via = 'call';
	if (op.via === 'foreign-setter') op.via = 'setter';
	if (op.via === 'attribute' || op.via === 'body-attribute') op.via = 'plain';
	if (op.how === 'foreign') op.how = op.o === 'open' ? 'open' : 'plain';
	if (op.form === 'foreign') op.form = 'none';
	if (op.o === 'post')
		op.from = { foreign: 'call', timer: 'self', 'helper-timer': 'helper' }[op.from] ?? op.from;
}
