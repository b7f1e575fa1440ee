import type { Toolbox } from '../page/toolbox.ts';

/**
 * The one argument of the function that this folder is built into (src/cli/build/squeeze.mjs), and its one free name.
 * No file here may use a global: it would be the page's by now.
 */
declare const toolbox: Toolbox;

export const {
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
	page,
} = toolbox;
