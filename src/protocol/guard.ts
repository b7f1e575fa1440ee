import {
	amount,
	type Check,
	flag,
	integer,
	listOf,
	oneOf,
	pairOf,
	refuse,
	shape,
	text,
	yes,
} from './checks.ts';
import type { CallSite, HookEvent, HookEventOf, SourceRef, TargetRef } from './event.ts';
import { sinkName } from './guard-probe.ts';
import { address, word } from './guard-texts.ts';
import { value } from './guard-value.ts';
import { parseStack } from './stack.ts';

/** Caps in UTF-16 units and entries. What a correct hook sends stays below all of them. */
const SOURCE = 5_000_000;
const IDS = 100_000;
const STACK = 10_000;
const FRAMES = 200;
/** Messages that one row of a relay tells of. */
const SEEN = 10_000;

const count = integer(0);
const ids = listOf(count, IDS);

const callSite = shape({ url: address, line: count, column: count }, { functionName: word, listener: yes });
const callSites = listOf(callSite, FRAMES);
const stackText = text(STACK);
/** A hook sends the engine's text, since taking it apart is not the page's work; a saved session has the call sites. */
const stack: Check<CallSite[]> = (input, tally) =>
	typeof input === 'string'
		? [...parseStack(stackText(input, tally)).slice(0, FRAMES)]
		: callSites(input, tally);
/** The innermost call site, where there is one. */
const innermost: Check<CallSite | undefined> = (input, tally) =>
	typeof input === 'string' ? stack(input, tally)[0] : callSite(input, tally);
/** Where something was thrown; the browser gives no line where it keeps the place to itself. */
const thrownAt: Check<CallSite | undefined> = (input, tally) => {
	const site = callSite(input, tally);
	return site.url && site.line > 0 ? site : undefined;
};
const target: Check<TargetRef> = shape(
	{
		kind: oneOf(
			'window',
			'port',
			'broadcast-channel',
			'worker',
			'shared-worker',
			'service-worker',
			'websocket',
			'event-source',
		),
		id: count,
	},
	{ name: address },
);
const sourceRef: Check<SourceRef> = shape(
	{
		relation: oneOf(
			'self',
			'parent',
			'ancestor',
			'child',
			'descendant',
			'sibling',
			'opener',
			'popup',
			'other',
			'none',
			'port',
			'worker',
		),
	},
	{
		path: (input, tally) => {
			const path = word(input, tally);
			return /^(\d+(\.\d+)*)?$/.test(path) ? path : refuse();
		},
		token: word,
		frame: count,
	},
);
const wrapped = listOf(shape({ by: word, source: text(SOURCE), name: word }), 100);
/** The order of the fields below is that of the rows that hooks write (see shape). */
const base = { seq: count, time: amount };
const kinded = <K extends HookEvent['kind']>(kind: K) => ({ ...base, kind: (() => kind) as Check<K> });

const checks: { [K in HookEvent['kind']]: Check<HookEventOf<K>> } = {
	'listener-added': shape(
		{
			...kinded('listener-added'),
			listener: count,
			target,
			type: oneOf('message', 'messageerror', 'open', 'close', 'error'),
			how: oneOf('addEventListener', 'property', 'attribute', 'when', 'unseen'),
			callback: oneOf('function', 'handleEvent'),
			options: shape({ capture: flag, once: flag, signal: flag }, { passive: flag }),
			source: text(SOURCE),
			sourceLength: count,
			name: word,
			stack,
		},
		{
			wrapped,
			unwatched: oneOf('foreign-realm', 'unseen'),
		},
	),
	'listener-unwrapped': shape({ ...kinded('listener-unwrapped'), listener: count, wrapped }),
	'listener-removed': shape({
		...kinded('listener-removed'),
		listener: count,
		how: oneOf('removeEventListener', 'once', 'signal', 'replaced', 'document-open', 'unseen'),
	}),
	message: shape(
		{
			...kinded('message'),
			message: count,
			target,
			type: oneOf('message', 'messageerror'),
			origin: address,
			source: sourceRef,
			ports: ids,
			trusted: flag,
			data: value,
			size: amount,
			complete: flag,
		},
		{ n: count, synthetic: yes },
	),
	'message-seen': shape(
		{ ...kinded('message-seen'), n: count, origin: address, trusted: flag, source: sourceRef },
		{ count: integer(1, SEEN) },
	),
	'seen-from': shape({ ...kinded('seen-from'), n: count }),
	'listener-ran': shape(
		{
			...kinded('listener-ran'),
			listener: count,
			message: count,
			reads: listOf(shape({ name: oneOf('data', 'origin', 'source', 'ports') }, { site: innermost }), 4),
		},
		{ frame: count, duration: amount, stopped: flag, sent: ids, frames: ids, threw: address, thrownAt },
	),
	sent: shape(
		{ ...kinded('sent'), send: count, target, data: value, complete: flag, ports: ids, stack },
		{ size: amount, to: sourceRef, targetOrigin: address, threw: address, synthetic: yes },
	),
	'channel-created': shape({ ...kinded('channel-created'), ports: pairOf(count, count), stack }),
	'socket-connecting': shape(
		{
			...kinded('socket-connecting'),
			socket: count,
			requested: address,
			url: address,
			protocols: listOf(address, 1_000),
			api: oneOf('WebSocket', 'WebSocketStream'),
			stack,
		},
		{ synthetic: yes },
	),
	'socket-opened': shape({
		...kinded('socket-opened'),
		socket: count,
		protocol: address,
		extensions: address,
	}),
	'socket-frame': shape(
		{
			...kinded('socket-frame'),
			socket: count,
			frame: count,
			direction: oneOf('in', 'out'),
			opcode: oneOf('text', 'binary'),
			form: oneOf('string', 'arraybuffer', 'view', 'blob'),
			data: value,
			size: amount,
			complete: flag,
		},
		{
			synthetic: yes,
			rule: oneOf('held', 'delayed', 'blocked', 'replaced'),
			bufferedAmount: amount,
			discarded: flag,
			stack,
		},
	),
	'frame-released': shape({ ...kinded('frame-released'), socket: count, frame: count, dropped: flag }),
	'socket-closing': shape(
		{ ...kinded('socket-closing'), socket: count, stack },
		{ code: integer(0, 65_535), reason: word },
	),
	'socket-closed': shape(
		{
			...kinded('socket-closed'),
			socket: count,
			code: integer(0, 65_535),
			reason: word,
			wasClean: flag,
			by: oneOf('page', 'peer', 'browser', 'unknown'),
		},
		{ synthetic: yes },
	),
	'socket-errored': shape({ ...kinded('socket-errored'), socket: count }),
	'binary-type-set': shape({ ...kinded('binary-type-set'), socket: count, to: word }),
	'sink-reached': shape({
		...kinded('sink-reached'),
		n: count,
		text: word,
		sink: (input, tally) => (input === 'postMessage' ? input : sinkName(input, tally)),
		value: word,
		stack,
	}),
	'document-opened': shape(kinded('document-opened')),
	dropped: shape({
		...kinded('dropped'),
		count,
		bytes: amount,
		where: oneOf('ring', 'relay', 'guard'),
	}),
	fault: shape({ ...kinded('fault'), where: word, text: address }),
};

const event: Check<HookEvent> = (input, tally) => {
	const kind = Array.isArray(input) ? input[2] : (input as { kind?: unknown } | null | undefined)?.kind;
	if (typeof kind !== 'string' || !Object.hasOwn(checks, kind)) return refuse();
	return checks[kind as HookEvent['kind']](input, tally);
};

/** The checks that a saved session needs beside those of its own. */
export const savedChecks = { event, sourceRef, callSite, callSites, address, word };
