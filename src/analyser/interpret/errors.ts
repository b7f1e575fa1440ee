import { isClass } from '../syntax/node.ts';
import { constant, type Term, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** What the language and the platform throw themselves, and scripts make too. */
const ERRORS = /^((Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|DOMException)$/;
/** Properties that tell of the page, or of another error. */
const TELLING = /^(stack|cause|errors|fileName|lineNumber|columnNumber)$/;

/** Whether a function makes such errors: they say what they are given and nothing of the page. */
export function makesErrors(callee: Value): boolean {
	return callee.t === 'term' && callee.symbol?.kind === 'global' && ERRORS.test(callee.symbol.name);
}

/** What an error has that the script makes; undefined where that hangs on more than how it is made. */
export function memberOfError(m: Machine, { op, args, symbol }: Term, name: string): Value | undefined {
	const [made, text] = args;
	if (op !== 'result' || symbol?.kind !== 'result' || !made || !makesErrors(made)) return undefined;
	if (name === 'message') return textOf(text);
	if (name === 'name' && made.t === 'term') return constant(made.symbol?.name);
	const isSet = TELLING.test(name) || name.startsWith('*') || m.assignmentsTo(name).length > 0;
	return isSet || name in Error.prototype ? undefined : UNDEFINED;
}

/** Gives an instance of a class that extends such an error what the error itself gives it. */
export function giveErrorText(m: Machine, self: Value, [text]: readonly Value[]): void {
	if (self.t !== 'object' || !isClass(self.of) || self.of.superClass?.type !== 'Identifier') return;
	const { name } = self.of.superClass;
	if (ERRORS.test(name) && !m.scopeOf(self.of)?.lookup(name)) self.props.set('message', textOf(text));
}

function textOf(text: Value = UNDEFINED): Value {
	if (text.t !== 'constant') return text;
	return constant(text.value === undefined ? '' : String(text.value));
}
