import { base64Of, copyOf, describeBytes } from './bytes.ts';
import { encodeStack, takeStack } from './call-site.ts';
import type { Bus } from './channel.ts';
import type { Inventory } from './inventory.ts';
import type { Log } from './log.ts';
import type { Messages } from './messages.ts';
import {
	apply,
	CloseEventCtor,
	construct,
	dispatch,
	EventCtor,
	includes,
	isArray,
	list,
	MapCtor,
	MessageEventCtor,
	mapDelete,
	mapForEach,
	mapGet,
	mapSet,
	messageData,
	messagePorts,
	messageSource,
	now,
	parse,
	regExpExec,
	slice,
	stopImmediatePropagation,
	stringify,
	Table,
} from './natives.ts';
import { dataOf } from './own-properties.ts';
import { patchAccessor, redefine, standIn } from './patch.ts';
import type { Runs } from './runs.ts';
import { targetOf } from './targets.ts';
import { formOf, type WebSockets } from './websocket.ts';

/** Parts of the hook that tools may use and replace. */
export interface Hook {
	bus: Bus;
	log: Log;
	inventory: Inventory;
	runs: Runs;
	messages: Messages;
	sockets: WebSockets;
}

/** All that tools get: they run when every built-in that they could reach may be the page's. */
export type Toolbox = ReturnType<typeof toolbox>;

export const toolbox = ({ bus, log, inventory, runs, messages, sockets }: Hook) => ({
	__proto__: null as never,
	bus,
	log,
	inventory,
	runs,
	messages,
	sockets,
	apply,
	CloseEventCtor,
	construct,
	dispatch,
	EventCtor,
	includes,
	isArray,
	list,
	MapCtor,
	mapDelete,
	mapForEach,
	mapGet,
	mapSet,
	MessageEventCtor,
	messageData,
	messagePorts,
	messageSource,
	now,
	parse,
	regExpExec,
	slice,
	stopImmediatePropagation,
	stringify,
	Table,
	base64Of,
	copyOf,
	dataOf,
	describeBytes,
	encodeStack,
	formOf,
	patchAccessor,
	redefine,
	standIn,
	takeStack,
	targetOf,
	page: window,
});
