import { isAct } from '../protocol/act.ts';
import type { CommandResult } from '../protocol/command.ts';
import type { RelayNotice, RelayOrder } from '../protocol/envelope.ts';
import { failure } from '../protocol/failure.ts';
import { becomeSender } from '../webext/foreign-sender.ts';
import { type ActsWorld, perform } from './acts-door.ts';
import { answerKin, handOver, type PageBus, withdrawSecondHook } from './bus.ts';
import { DocumentWatch } from './document-watch.ts';
import { IS_FIREFOX, isCalledByScript, isStranger, kinSecret, runtime } from './extension.ts';
import { framingHeaders } from './framing.ts';
import { type Hooked, sayHello, token } from './hello.ts';
import { Line } from './line.ts';
import { Outbox } from './outbox.ts';
import { partsOf } from './parts.ts';
import { scriptText } from './script-text.ts';
import { Sightings } from './sightings.ts';
import { toHook } from './to-hook.ts';

/** Events wait this long before they travel together; longer after a batch of so many, since each costs the page time. */
const BATCH_MS = 16;
const FLOOD_MS = 50;
const FLOOD_EVENTS = 20;

/** What the hook told at once: how many events, and their rows joined by commas. */
interface Told {
	count: number;
	events: string;
}
/** Reads in place of the panels that are still to come: all is kept for them, as for a panel that is slow. */
const STAND_IN = '';
const NOTHING: Told = { count: 0, events: '' };

/** Entry of the isolated world: the page hook's only correspondent. */
function start(world: ActsWorld): void {
	const hook: Hooked = {
		answered: false,
		late: document.readyState !== 'loading' && !location.href.startsWith('about:'),
		alone: undefined,
	};
	let page: PageBus | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const waiting = new Map<number, (result: CommandResult) => void>();
	let asked = 0;
	let inFlood = false;
	let recording = false;
	/** Who asked what lives here without having anything recorded. */
	const lookers = new Set<string>();
	let looks = 0;
	let heard = NOTHING;

	const line = new Line(runtime, {
		connected() {
			awaitEnd();
			line.post({ kind: 'hello', hello: watch.introduce() });
		},
		receive: (order) => obey(order),
		lost() {
			// They look again by themselves.
			lookers.clear();
			outbox.interrupted();
		},
		abandoned: () => rest(),
	});
	const watch = new DocumentWatch(
		() => sayHello(hook),
		(change) => line.post({ kind: 'changed', change }),
	);
	const outbox = new Outbox(
		(panel, batch, events, own) =>
			panel === STAND_IN || line.post({ kind: 'batch', panel, batch, events, own }),
	);
	const wake = (): void => {
		timer ??= setTimeout(() => flush(), inFlood ? FLOOD_MS : BATCH_MS);
	};
	const sightings = new Sightings(
		wake,
		(source) => (IS_FIREFOX ? (runtime().getFrameId?.(source) ?? -1) : -1),
		() => ask('count').count,
		(event, n) => {
			for (const witness of world.witnesses) witness(event, n);
		},
	);

	/** The hook answers within the call. */
	function ask(signal: 'pull' | 'snapshot' | 'count'): Told {
		heard = NOTHING;
		page?.send(signal);
		return heard;
	}

	/** Fetches until nothing waits; what this world saw goes with the last, behind what it is about. */
	function flush(amid = false): void {
		clearTimeout(timer);
		timer = undefined;
		let told = ask('pull');
		inFlood = told.count >= FLOOD_EVENTS;
		for (let next = ask('pull'); next.count > 0; next = ask('pull')) {
			outbox.addPart(told.count, told.events);
			told = next;
		}
		const [count, seen] = sightings.take(amid);
		outbox.add(told.count + count, told.events, seen);
	}

	function record(): void {
		if (hook.alone) return;
		recording = true;
		for (const { count, events } of partsOf(ask('snapshot').events).parts) outbox.add(count, events);
		page?.send('record');
		flush();
		sightings.record(true);
		watch.watch(true);
	}

	function rest(): void {
		// What waits goes to the next that ask, with word of when that was.
		clearTimeout(timer);
		timer = undefined;
		outbox.clear();
		watch.watch(false);
		sightings.record(false);
		world.acts?.rest();
		waiting.clear();
		// What the ring holds for a panel to come stays when nobody recorded.
		if (recording) page?.send('rest');
		recording = false;
		if (lookers.size > 0) return;
		window.removeEventListener('pagehide', end);
		line.close();
	}

	const isAsked = (): boolean => outbox.readers + lookers.size > 0;

	/** Only where somebody asked: a page with such a listener is not let go as quickly, nor its process used the same way. */
	const awaitEnd = (): void => window.addEventListener('pagehide', end);

	function end({ persisted }: PageTransitionEvent): void {
		if (!isAsked()) return;
		if (recording) flush();
		line.post({ kind: 'ended', persisted });
		if (!persisted) return;
		// Chromium cuts the port of a page in the back/forward cache without telling it: begin anew when it is back.
		line.close();
		lookers.clear();
		outbox.interrupted();
	}

	function look(panel: string): void {
		lookers.add(panel);
		const told = ask('snapshot');
		if (told === NOTHING) return;
		for (const { events } of partsOf(told.events).parts)
			line.post({ kind: 'batch', panel, batch: ++looks, events: `[${events}]`, own: '[]' });
	}

	function obey(order: RelayOrder): void {
		switch (order.kind) {
			case 'subscribe':
				// First: what nobody has subscribed to is kept for a panel to come only as far as there is little of it.
				outbox.subscribe(order.panel, order.after);
				outbox.unsubscribe(STAND_IN);
				record();
				return;
			case 'look':
				look(order.panel);
				outbox.unsubscribe(STAND_IN);
				if (recording && outbox.readers === 0) rest();
				return;
			case 'unsubscribe':
				lookers.delete(order.panel);
				outbox.unsubscribe(order.panel);
				if (outbox.readers === 0) rest();
				return;
			case 'ack':
				outbox.acknowledge(order.panel, order.batch);
				return;
			case 'command':
				run(order);
		}
	}

	function settle(id: number, result: CommandResult): void {
		waiting.get(id)?.(result);
		waiting.delete(id);
	}

	function run({ panel, id, command }: RelayOrder & { kind: 'command' }): void {
		const answer = (result: CommandResult): void => {
			const isTold = line.post({ kind: 'result', panel, id, result });
			if (!isTold) line.post({ kind: 'result', panel, id, result: failure('too-large') });
		};
		if (command.kind === 'get-script') void scriptText(command.url, command.fetch).then(answer);
		else if (command.kind === 'get-framing') void framingHeaders().then(answer);
		else if (!hook.answered || hook.alone) {
			answer(failure(hook.alone ? 'left-alone' : 'no-scripts'));
		} else {
			// Panels number their commands themselves: two may use the same number.
			waiting.set(++asked, answer);
			if (isAct(command)) {
				const act = asked;
				void perform(world, act, command, {
					answer: (result) => settle(act, result),
					isAwaited: () => waiting.has(act),
				});
			} else page?.send('command', JSON.stringify({ id: asked, command: toHook(command) }));
		}
	}

	const secret = kinSecret();
	handOver(secret, (bus) => {
		page = bus;
		world.page = bus;
		bus.on('ready', () => {
			hook.answered = true;
		});
		bus.on('wake', (isMuch) => (isMuch === 'true' ? flush(true) : wake()));
		bus.on('rearm', () => {
			sightings.arm();
			if (isAsked()) awaitEnd();
			answerKin(secret);
		});
		bus.on('events', (detail) => {
			const space = detail.indexOf(' ');
			heard = { count: Number(detail.slice(0, space)), events: detail.slice(space + 1) };
		});
		bus.on('result', (detail) => {
			const { id, result } = JSON.parse(detail) as { id: number; result: CommandResult };
			world.acts?.answered(id);
			settle(id, result);
		});
	});
	sightings.arm();
	world.takenOver = () => {
		answerKin(secret);
		watch.look();
	};
	world.keepTo = (mode) => {
		// What a page's script holds cannot be taken back from it.
		if (hook.late || document.scripts.length > 0) return;
		if (mode !== 'listeners') hook.alone ??= mode;
		page?.send('quiet', hook.alone ?? '');
		sightings.quiet();
	};

	if (isCalledByScript()) world.connect = () => line.open();
	else line.listen();
	world.watch = () => {
		// A document that has taken over a watched window.
		if (outbox.readers > 0) return;
		outbox.subscribe(STAND_IN, 0);
		awaitEnd();
		record();
		// An initial empty document has said so itself.
		if (location.protocol !== 'about:') announce();
	};

	const announce = (): void => {
		const notice: RelayNotice = { kind: 'document-started' };
		void line.announce(notice);
	};
	// The background learns of documents that are navigated to, and calls those of an inspected tab; it is not told of
	// initial empty documents. Nothing else is said unasked: a page that nobody inspects causes no message at all.
	if (location.protocol === 'about:') announce();
	window.addEventListener('pageshow', ({ persisted }) => {
		if (persisted) announce();
	});
}

/** A window that outlives its first document (initial about:blank) keeps its hook and its relay. */
const isolated = globalThis as unknown as { earshotRelay?: ActsWorld };
/** Not what a window that came before Earshot has by that name: an element of this id, a frame. */
const before = Object.hasOwn(isolated, 'earshotRelay') ? isolated.earshotRelay : undefined;
if (before || isStranger()) {
	withdrawSecondHook();
	before?.takenOver?.();
	if (!before) becomeSender(window.name);
} else {
	isolated.earshotRelay = {
		token,
		page: undefined,
		acts: undefined,
		witnesses: new Set(),
		ask: (request) => runtime().sendMessage(request),
		address: (path) => runtime().getURL(path),
	};
	start(isolated.earshotRelay);
}
