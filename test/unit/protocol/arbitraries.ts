import fc from 'fast-check';
import type { CallSite, HookEvent, SourceRef, TargetRef } from '../../../src/protocol/event.ts';
import type { Value } from '../../../src/protocol/value.ts';

/** Any event and value that the protocol declares. */

const count = fc.nat();
const word = fc.string({ maxLength: 20 });
const bytes = fc.uint8Array({ maxLength: 12 }).map((b) => Buffer.from(b).toString('base64'));
const optional = { noNullPrototype: true };

const rec = <T extends object>(
	model: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> },
	required: (keyof T)[],
): fc.Arbitrary<T> =>
	fc.record(model, { ...optional, requiredKeys: required } as never) as unknown as fc.Arbitrary<T>;

const all = <T extends object>(model: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> }) =>
	rec<T>(model, Object.keys(model) as (keyof T)[]);

const leaves: fc.Arbitrary<Value>[] = [
	fc.constant({ t: 'undefined' }),
	fc.constant({ t: 'null' }),
	fc.boolean().map((v) => ({ t: 'boolean', v })),
	fc
		.oneof(fc.integer(), fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0'))
		.map((v) => ({ t: 'number', v }) as Value),
	fc.bigInt().map((v) => ({ t: 'bigint', v: String(v) })),
	rec<Extract<Value, { t: 'string' }>>({ t: fc.constant('string'), v: word, n: count }, ['t', 'v']),
	all({ t: fc.constant('date'), id: count, v: fc.option(fc.integer()) }) as fc.Arbitrary<Value>,
	all({ t: fc.constant('regexp'), id: count, v: word, f: word }),
	rec<Extract<Value, { t: 'error' }>>({ t: fc.constant('error'), id: count, c: word, v: word, s: word }, [
		't',
		'id',
		'c',
		'v',
	]),
	all({
		t: fc.constant('buffer'),
		id: count,
		c: fc.constantFrom('ArrayBuffer', 'SharedArrayBuffer'),
		b: bytes,
		n: count,
	}),
	all({ t: fc.constant('view'), id: count, c: word, b: bytes, n: count, o: count }),
	rec<Extract<Value, { t: 'blob' }>>(
		{ t: fc.constant('blob'), id: count, n: count, m: word, name: word, modified: count, b: bytes },
		['t', 'id', 'n', 'm'],
	),
	all({ t: fc.constant('port'), id: count, port: count }),
	all({ t: fc.constant('platform'), id: count, c: word }),
	all({ t: fc.constant('ref'), id: count }),
	fc
		.constantFrom('budget', 'synthetic', 'unreadable', 'not-observable')
		.map((why) => ({ t: 'omitted', why }) as Value),
];

export const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		...leaves,
		rec<Extract<Value, { t: 'object' }>>(
			{
				t: fc.constant('object'),
				id: count,
				c: word,
				e: fc.array(fc.tuple(word, tie('value')), { maxLength: 4 }),
				n: count,
			},
			['t', 'id', 'e'],
		),
		all({
			t: fc.constant('array'),
			id: count,
			e: fc.array(fc.tuple(fc.oneof(count, word), tie('value')), { maxLength: 4 }),
			n: count,
		}),
		all({
			t: fc.constant('map'),
			id: count,
			e: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 }),
			n: count,
		}),
		all({ t: fc.constant('set'), id: count, e: fc.array(tie('value'), { maxLength: 4 }), n: count }),
		all({ t: fc.constant('boxed'), id: count, v: tie('value') }),
	) as fc.Arbitrary<Value>,
})).value;

const site = rec<CallSite>(
	{ url: word, line: count, column: count, functionName: word, listener: fc.constant(true) },
	['url', 'line', 'column'],
);
const stack = fc.array(site, { maxLength: 3 });
const target = rec<TargetRef>(
	{ kind: fc.constantFrom('window', 'port', 'websocket'), id: count, name: word },
	['kind', 'id'],
);
const source = rec<SourceRef>(
	{
		relation: fc.constantFrom('self', 'child', 'none'),
		path: fc.constantFrom('', '0', '0.12'),
		token: word,
		frame: fc.nat(),
	},
	['relation'],
);
const ids = fc.array(count, { maxLength: 3 });
const base = { seq: count, time: count };
const direction = fc.constantFrom('in', 'out');
const kind = <K extends string>(name: K) => ({ ...base, kind: fc.constant(name) });
const must = <T extends object>(model: T, ...mays: (keyof T)[]) =>
	fc.record(model as Record<string, fc.Arbitrary<unknown>>, {
		...optional,
		requiredKeys: Object.keys(model).filter((key) => !mays.includes(key as keyof T)),
	});

export const event = fc.oneof(
	must(
		{
			...kind('listener-added'),
			listener: count,
			target,
			type: fc.constantFrom('message', 'messageerror', 'open', 'close', 'error'),
			how: fc.constantFrom('addEventListener', 'property', 'attribute', 'unseen'),
			callback: fc.constantFrom('function', 'handleEvent'),
			options: must(
				{ capture: fc.boolean(), once: fc.boolean(), passive: fc.boolean(), signal: fc.boolean() },
				'passive',
			),
			source: word,
			sourceLength: count,
			name: word,
			stack,
			wrapped: fc.array(all({ by: word, source: word, name: word }), { maxLength: 2 }),
			unwatched: fc.constantFrom('foreign-realm', 'unseen'),
		},
		'wrapped',
		'unwatched',
	),
	must({
		...kind('listener-unwrapped'),
		listener: count,
		wrapped: fc.array(all({ by: word, source: word, name: word }), { maxLength: 3 }),
	}),
	must({ ...kind('listener-removed'), listener: count, how: fc.constantFrom('once', 'replaced') }),
	must(
		{
			...kind('message'),
			message: count,
			target,
			type: fc.constantFrom('message', 'messageerror'),
			n: count,
			origin: word,
			source,
			ports: ids,
			trusted: fc.boolean(),
			data: value,
			size: count,
			complete: fc.boolean(),
			synthetic: fc.constant(true),
		},
		'n',
		'synthetic',
	),
	must(
		{
			...kind('message-seen'),
			n: count,
			origin: word,
			trusted: fc.boolean(),
			source,
			count: fc.integer({ min: 1, max: 3 }),
		},
		'count',
	),
	must({ ...kind('seen-from'), n: count }),
	must(
		{
			...kind('listener-ran'),
			listener: count,
			message: count,
			reads: fc.array(must({ name: fc.constantFrom('data', 'origin'), site }, 'site'), { maxLength: 4 }),
			duration: count,
			stopped: fc.boolean(),
			sent: ids,
			frames: ids,
			threw: word,
			thrownAt: site.filter(({ url, line }) => url !== '' && line > 0),
		},
		'duration',
		'stopped',
		'sent',
		'frames',
		'threw',
		'thrownAt',
	),
	must(
		{
			...kind('sent'),
			send: count,
			target,
			to: source,
			data: value,
			size: count,
			complete: fc.boolean(),
			targetOrigin: word,
			ports: ids,
			stack,
			threw: word,
			synthetic: fc.constant(true),
		},
		'to',
		'size',
		'targetOrigin',
		'threw',
		'synthetic',
	),
	must({ ...kind('channel-created'), ports: fc.tuple(count, count), stack }),
	must(
		{
			...kind('socket-connecting'),
			socket: count,
			requested: word,
			url: word,
			protocols: fc.array(word, { maxLength: 3 }),
			api: fc.constantFrom('WebSocket', 'WebSocketStream'),
			stack,
			synthetic: fc.constant(true),
		},
		'synthetic',
	),
	must({ ...kind('socket-opened'), socket: count, protocol: word, extensions: word }),
	must(
		{
			...kind('socket-frame'),
			socket: count,
			frame: count,
			direction,
			opcode: fc.constantFrom('text', 'binary'),
			form: fc.constantFrom('string', 'arraybuffer', 'view', 'blob'),
			data: value,
			size: count,
			complete: fc.boolean(),
			bufferedAmount: count,
			discarded: fc.boolean(),
			stack,
			synthetic: fc.constant(true),
			rule: fc.constantFrom('held', 'delayed', 'blocked', 'replaced'),
		},
		'bufferedAmount',
		'discarded',
		'stack',
		'synthetic',
		'rule',
	),
	must({ ...kind('frame-released'), socket: count, frame: count, dropped: fc.boolean() }),
	must(
		{ ...kind('socket-closing'), socket: count, code: fc.nat(65_535), reason: word, stack },
		'code',
		'reason',
	),
	must(
		{
			...kind('socket-closed'),
			socket: count,
			code: fc.nat(65_535),
			reason: word,
			wasClean: fc.boolean(),
			by: fc.constantFrom('page', 'peer', 'browser', 'unknown'),
			synthetic: fc.constant(true),
		},
		'synthetic',
	),
	must({ ...kind('socket-errored'), socket: count }),
	must({ ...kind('binary-type-set'), socket: count, to: word }),
	must({
		...kind('sink-reached'),
		n: count,
		sink: fc.constantFrom('innerHTML', 'location', 'postMessage', 'document.write'),
		value: word,
		text: word,
		stack,
	}),
	must(kind('document-opened')),
	must({ ...kind('dropped'), count, bytes: count, where: fc.constantFrom('ring', 'relay', 'guard') }),
	must({ ...kind('fault'), where: word, text: word }),
) as unknown as fc.Arbitrary<HookEvent>;
