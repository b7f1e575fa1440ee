import type { Primitive } from '../value/value.ts';

export type TypeName =
	| 'string'
	| 'number'
	| 'boolean'
	| 'object'
	| 'undefined'
	| 'bigint'
	| 'function'
	| 'symbol';

/** What is wanted of one part of the data; a part of which nothing is known takes any text. */
export interface Wish {
	equals?: { value: Primitive };
	/** Values it must not have. */
	not: Primitive[];
	type?: TypeName;
	notTypes: TypeName[];
	truthy?: boolean;
	/** Class of which it is an instance, e.g. `Map`. */
	instanceOf?: string;
	isArray?: boolean;
	/** Texts that it begins with, ends with, has in it. */
	starts: string;
	ends: string;
	contains: string[];
	pattern?: { source: string; flags: string };
	/** Bounds of a number, both included. */
	least?: number;
	most?: number;
	/** Wanted number of characters or elements. */
	length?: number;
	/** Members by key, in the order in which they are read. */
	members: Map<string, Wish>;
	/** The text is JSON of this. */
	json?: Wish;
	/** Each element of the list. */
	element?: Wish;
	/** The text is made of these parts, with this between them. */
	split?: { by: string; parts: Map<number, Wish> };
}

/** A part of the data of which nothing is known. */
export function anything(): Wish {
	return { not: [], notTypes: [], starts: '', ends: '', contains: [], members: new Map() };
}

/** One step from a part of the data to a part of it. */
export type Step =
	| { kind: 'member'; key: string }
	| { kind: 'element' }
	| { kind: 'json' }
	| { kind: 'split'; by: string; index: number };

/**
 * The part of the data that a path leads to; undefined where what is known already has no such part. `firm`: the code
 * requires the path, so that it decides what the parts above are.
 */
export function partAt(root: Wish, path: readonly Step[], firm: boolean): Wish | undefined {
	let part = root;
	for (const step of path) {
		if (!firm && !admits(part, step)) return undefined;
		part = enter(part, step);
	}
	return part;
}

function enter(part: Wish, step: Step): Wish {
	switch (step.kind) {
		case 'member': {
			const known = part.members.get(step.key) ?? anything();
			part.members.set(step.key, known);
			return known;
		}
		case 'element':
			part.element ??= anything();
			return part.element;
		case 'json':
			part.json ??= anything();
			return part.json;
		case 'split': {
			part.split ??= { by: step.by, parts: new Map() };
			const known = part.split.parts.get(step.index) ?? anything();
			part.split.parts.set(step.index, known);
			return known;
		}
	}
}

/** Whether a part can have such parts besides what is wanted of it. */
function admits(part: Wish, step: Step): boolean {
	const { kind } = step;
	if (part.equals || part.truthy === false || part.instanceOf || part.pattern) return false;
	const isText = part.type === 'string' || part.starts !== '' || part.ends !== '' || part.contains.length > 0;
	if (kind === 'json' || kind === 'split') {
		const isOther = part.members.size > 0 || part.element !== undefined || part.notTypes.includes('string');
		return !isOther && (part.type === undefined || part.type === 'string');
	}
	if (isText || part.json || part.split) return false;
	if (part.type !== undefined && part.type !== 'object') return false;
	if (kind === 'element') return part.members.size === 0;
	return /^\d+$/.test(step.key) || (part.element === undefined && !part.isArray);
}
