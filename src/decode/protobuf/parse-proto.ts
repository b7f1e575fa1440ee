import {
	type Field,
	type FieldType,
	type MessageType,
	ProtoProblem,
	type Scalar,
	type Schema,
	scalars,
} from './schema.ts';
import { type Token, Tokens } from './tokens.ts';
import { wellKnown } from './well-known.ts';

/** Longer texts (UTF-16 units) are refused. */
const LONGEST_PROTO = 1_000_000;
const DEEPEST = 60;
const LARGEST_NUMBER = 0x1fff_ffff;

/** A type by its name, to be looked up when all names are known. */
interface Mention {
	field: Field;
	type: Token;
	/** Full name of what surrounds it. */
	scope: string;
}

interface State {
	tokens: Tokens;
	messages: Map<string, MessageType>;
	enums: Map<string, ReadonlyMap<number, string>>;
	mentions: Mention[];
	/** Types may be of files that were not given. */
	hasImports: boolean;
}

/**
 * Reads the text of one or several .proto files, one after the other (Protocol Buffers language specification, proto2,
 * proto3 and editions): message types, enums, maps, oneofs, groups, extensions. Services and options are passed over.
 * Throws a ProtoProblem.
 */
export function parseProto(text: string): Schema {
	if (text.length > LONGEST_PROTO) throw new ProtoProblem('too_long', 1, String(LONGEST_PROTO));
	const known = readFiles(wellKnown);
	resolve(known, known);
	const state = readFiles(text);
	resolve(state, known);
	if (state.messages.size === 0) throw new ProtoProblem('no_message', 1);
	return state.messages;
}

function readFiles(text: string): State {
	const tokens = new Tokens(text);
	const state: State = { tokens, messages: new Map(), enums: new Map(), mentions: [], hasImports: false };
	let scope = '';
	while (tokens.peek.text !== '') {
		const { text: word } = tokens.peek;
		if (word === 'package') {
			tokens.next();
			scope = tokens.name(true);
			tokens.expect(';');
		} else if (word === 'import') {
			state.hasImports = true;
			tokens.skipStatement();
		} else if (word === 'syntax' || word === 'edition') {
			scope = '';
			tokens.skipStatement();
		} else if (word === 'option' || word === 'service') tokens.skipStatement();
		else if (!definition(state, scope, 0) && !tokens.take(';')) tokens.fail();
	}
	return state;
}

/** Reads a message, enum or extension if one begins here. */
function definition(state: State, scope: string, depth: number): boolean {
	const { tokens } = state;
	switch (tokens.peek.text) {
		case 'message': {
			tokens.next();
			message(state, scope, depth);
			return true;
		}
		case 'enum': {
			tokens.next();
			enumeration(state, scope);
			return true;
		}
		case 'extend': {
			tokens.next();
			// Its fields belong to a type that may stand anywhere: their numbers are shown as unknown ones.
			tokens.name(true);
			body(state, { name: scope, fields: new Map() }, depth);
			return true;
		}
		default:
			return false;
	}
}

function message(state: State, scope: string, depth: number): MessageType {
	const { tokens } = state;
	const { line } = tokens.peek;
	const name = within(scope, tokens.name());
	if (state.messages.has(name) || state.enums.has(name)) throw new ProtoProblem('name_twice', line, name);
	const made: MessageType = { name, fields: new Map() };
	state.messages.set(name, made);
	body(state, made, depth);
	return made;
}

function body(state: State, owner: MessageType, depth: number): void {
	const { tokens } = state;
	tokens.expect('{');
	if (depth > DEEPEST) tokens.fail();
	while (!tokens.take('}')) {
		const { text: word } = tokens.peek;
		if (tokens.take(';')) continue;
		if (['option', 'reserved', 'extensions'].includes(word)) tokens.skipStatement();
		else if (word === 'oneof') {
			tokens.next();
			tokens.name();
			// The fields of a oneof are fields of the message.
			body(state, owner, depth + 1);
		} else if (!definition(state, owner.name, depth + 1)) field(state, owner, depth);
	}
}

function field(state: State, owner: MessageType, depth: number): void {
	const { tokens } = state;
	const label = ['repeated', 'optional', 'required'].includes(tokens.peek.text) ? tokens.next().text : '';
	const made: Field = { name: '', isRepeated: label === 'repeated', type: { kind: 'unknown' } };
	if (tokens.peek.text === 'group') {
		tokens.next();
		const { text } = tokens.peek;
		made.name = text.toLowerCase();
		const name = tokens.name();
		numbered(state, owner, made);
		const inner: MessageType = { name: within(owner.name, name), fields: new Map() };
		state.messages.set(inner.name, inner);
		tokens.skipOptions();
		body(state, inner, depth + 1);
		made.type = { kind: 'group', message: inner };
		return;
	}
	if (tokens.peek.text === 'map') {
		tokens.next();
		tokens.expect('<');
		made.key = scalarOf(tokens.name()) ?? tokens.fail();
		tokens.expect(',');
		mention(state, owner, made);
		tokens.expect('>');
	} else mention(state, owner, made);
	made.name = tokens.name();
	numbered(state, owner, made);
	tokens.skipOptions();
	tokens.expect(';');
}

function mention(state: State, owner: MessageType, made: Field): void {
	const type = state.tokens.peek;
	const scalar = scalarOf(state.tokens.name(true));
	if (scalar) made.type = { kind: 'scalar', scalar };
	else state.mentions.push({ field: made, type, scope: owner.name });
}

/** The number after a field's name. */
function numbered({ tokens }: State, owner: MessageType, made: Field): void {
	tokens.expect('=');
	const { line, text } = tokens.peek;
	const number = tokens.integer();
	if (number < 1 || number > LARGEST_NUMBER) throw new ProtoProblem('number', line, text);
	if (owner.fields.has(number)) throw new ProtoProblem('number_twice', line, text);
	owner.fields.set(number, made);
}

function enumeration(state: State, scope: string): void {
	const { tokens } = state;
	const { line } = tokens.peek;
	const name = within(scope, tokens.name());
	if (state.messages.has(name) || state.enums.has(name)) throw new ProtoProblem('name_twice', line, name);
	const names = new Map<number, string>();
	state.enums.set(name, names);
	tokens.expect('{');
	while (!tokens.take('}')) {
		if (tokens.take(';')) continue;
		const { text: word } = tokens.peek;
		if (word === 'option' || word === 'reserved') {
			tokens.skipStatement();
			continue;
		}
		const value = tokens.name();
		tokens.expect('=');
		const number = tokens.integer();
		// Of several names of a number, the first is shown.
		if (!names.has(number)) names.set(number, value);
		tokens.skipOptions();
		tokens.expect(';');
	}
}

/** Finds the types of fields: the innermost scope that has the name wins; `known` are the types that need not be given. */
function resolve({ mentions, messages, enums, hasImports }: State, known: State): void {
	for (const { field: made, type, scope } of mentions) {
		const names = type.text.startsWith('.') ? [type.text.slice(1)] : around(scope, type.text);
		const found = typeOf(names, messages, enums) ?? typeOf(names, known.messages, known.enums);
		if (found) made.type = found;
		else if (!hasImports) throw new ProtoProblem('type', type.line, type.text);
	}
}

function typeOf(names: string[], messages: State['messages'], enums: State['enums']): FieldType | undefined {
	for (const name of names) {
		const message = messages.get(name);
		if (message) return { kind: 'message', message };
		const values = enums.get(name);
		if (values) return { kind: 'enum', names: values };
	}
	return undefined;
}

function around(scope: string, name: string): string[] {
	const parts = scope === '' ? [] : scope.split('.');
	return Array.from({ length: parts.length + 1 }, (_, cut) =>
		within(parts.slice(0, parts.length - cut).join('.'), name),
	);
}

const within = (scope: string, name: string): string => (scope === '' ? name : `${scope}.${name}`);
const scalarOf = (name: string): Scalar | undefined => scalars.find((scalar) => scalar === name);
