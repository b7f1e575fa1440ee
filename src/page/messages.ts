/**
 * Message events as they arrive: on the window from the start, on any other target from the page's first listener on.
 *
 * Observes: data, origin, ports, isTrusted. Leaves alone: the event, its order, its default. Data of events that the
 * page made itself is not read when it is an object: its getters would run.
 * A page could notice nothing: ours is the first listener and never stops anything.
 */
import type { Bodies } from './bodies.ts';
import { type Encoded, members, omitted, Words } from './encoded.ts';
import { HANDLERS, type Inventory, NO_OPTIONS } from './inventory.ts';
import type { Encode, Log } from './log.ts';
import {
	addListener,
	apply,
	type Callable,
	eventIsTrusted,
	getterOf,
	list,
	messageData,
	messageOrigin,
	messagePorts,
	stringify,
	Table,
} from './natives.ts';
import { report } from './patch.ts';
import type { Runs } from './runs.ts';
import { slot } from './slots.ts';
import { targetId } from './target-ids.ts';
import { type Target, targetOf } from './targets.ts';

export class Messages {
	readonly #log: Log;
	readonly #inventory: Inventory;
	readonly #runs: Runs;
	readonly #bodies: Bodies;
	readonly #observed = new Table<Target, true>();
	#last = 0;
	/** Ordinal of the last window message, by which the isolated world's sightings are joined. */
	ordinal = 0;

	constructor(log: Log, inventory: Inventory, runs: Runs, bodies: Bodies) {
		this.#log = log;
		this.#inventory = inventory;
		this.#runs = runs;
		this.#bodies = bodies;
	}

	/** Listens on the window; again after document.open() has taken the listeners away (adding twice is adding once). */
	arm = (): void => {
		apply(addListener, window, ['message', this.#onWindowMessage, true]);
		apply(addListener, window, ['messageerror', this.#onWindowError, true]);
	};

	/** Listens on another target, before the page's first listener there. */
	listenTo = (target: Target, object: object): void => {
		if (this.#observed.get(target)) return;
		this.#observed.set(target, true);
		// Sockets' messages are frames: websocket.ts tells them.
		if (target.kind === 'websocket') return;
		const listen = (type: string): void => {
			const receive = (event: Event): void => this.receive(event, target, type, undefined);
			apply(addListener, object, [type, receive, true]);
		};
		listen('message');
		listen('messageerror');
	};

	readonly #onWindowMessage = (event: Event): void => {
		this.receive(event, targetOf(undefined) as Target, 'message', ++this.ordinal);
	};

	readonly #onWindowError = (event: Event): void => {
		this.receive(event, targetOf(undefined) as Target, 'messageerror', undefined);
	};

	/** Tells a message event as it arrives. Tools may stand in for this. */
	receive(event: Event, target: Target, type: string, n: number | undefined): void {
		try {
			this.#tell(event, target, type, n);
		} catch (error) {
			report('message', error);
		}
	}

	#tell(event: Event, target: Target, type: string, n: number | undefined): void {
		const message = ++this.#last;
		// What a flood carries is not kept for a panel that is not there: nor is it looked at, which would cost most.
		if (!this.#log.affords()) return;
		const posed = this.#runs.posedAs(event);
		if (n !== undefined) this.#findAttribute(target);
		if (this.#log.recording) this.#runs.remember(event, message);
		const trusted = apply(eventIsTrusted, event, []) as boolean;
		// A page may dispatch an event of any class under this name.
		const origin = posed ? posed.origin : slot(messageOrigin, event);
		const ports = portIds(slot<object[]>(messagePorts, event) ?? list());
		const data = posed ? posed.data : slot(messageData, event);
		const readable = trusted || data === null || typeof data !== 'object';
		const body = readable ? this.#bodies.take('message', message, data, trusted) : notRead;
		this.#log.add(
			this.#bodies.cost(data),
			told(message, target.json, type, n, (origin ?? '') as string, ports, trusted, body, posed),
		);
	}

	/** A handler that came by markup (`<body onmessage>`) passes no setter: it is found when it is about to run. */
	#findAttribute(target: Target): void {
		const held = apply(windowHandler, window, []) as object | null;
		if (!held || this.#inventory.find(target, HANDLERS, 'message')) return;
		this.#inventory.add(target, {
			type: 'message',
			how: 'attribute',
			callback: held,
			options: NO_OPTIONS,
			watched: false,
			stack: undefined,
		});
	}
}

/** Who sent it, the isolated world says. */
const FROM = ',["other"],';
const notRead = (): Encoded => new Words(omitted('synthetic'), 0, false);

// A closure is made in a function of its own, so that it holds nothing but what it needs.
const told =
	(
		message: number,
		target: string,
		type: string,
		n: number | undefined,
		origin: string,
		ports: string,
		trusted: boolean,
		body: () => Encoded,
		posed: object | undefined,
	): Encode =>
	(): string =>
		`"message",${message},${target},"${type}",${stringify(origin)}${FROM}[${ports}],${trusted},` +
		`${members(body())},${n ?? null}${posed ? ',true' : ''}`;

/** The native getter of window.onmessage, taken before it is patched. */
const windowHandler = getterOf(window, 'onmessage') as Callable;

/** The ids of ports that came with a message, joined by commas. */
function portIds(ports: object[]): string {
	let json = '';
	for (let i = 0; i < ports.length; i++) json += `${json && ','}${targetId(ports[i] as object)}`;
	return json;
}
