import type { IfStatement, SwitchStatement, TryStatement } from 'acorn';
import { eachChild, isFunction, type Node } from '../syntax/node.ts';
import { constant, type Frame, OPAQUE, UNDEFINED, type Value } from '../value/value.ts';
import { forEach, inner, label, leaves, loop } from './loops.ts';
import { type Completion, type Machine, Thrown, Undecided } from './machine.ts';
import { binary, test } from './operators.ts';

/** Executes a statement. */
export function execute(m: Machine, node: Node, frame: Frame): Completion {
	m.run.step();
	switch (node.type) {
		case 'ExpressionStatement':
			m.evaluate(node.expression, frame, 'dropped');
			return undefined;
		case 'BlockStatement':
			return block(m, node.body, frame.parent && !node.body.some(declares) ? frame : inner(frame));
		case 'VariableDeclaration':
			for (const one of node.declarations) {
				if (one.init)
					m.bind(one.id, initial(m, one.init, frame), frame, node.kind !== 'var' || !hoisted(one.id, frame));
				else if (node.kind !== 'var' && one.id.type === 'Identifier') frame.vars.set(one.id.name, UNDEFINED);
			}
			return undefined;
		case 'FunctionDeclaration':
		case 'ClassDeclaration':
			if (node.type === 'ClassDeclaration' && node.id)
				frame.vars.set(node.id.name, { t: 'function', node, frame });
			return undefined;
		case 'ReturnStatement': {
			const value = node.argument
				? m.evaluate(node.argument, frame, m.run.fates.at(-1) ?? 'dropped')
				: UNDEFINED;
			return { type: 'return', value };
		}
		case 'IfStatement': {
			// `else if` after `else if` is one long chain.
			let one = node;
			while (!passes(m, one, frame)) {
				if (one.alternate?.type !== 'IfStatement')
					return one.alternate ? m.execute(one.alternate, frame) : undefined;
				one = one.alternate;
				m.run.step();
			}
			return m.execute(one.consequent, frame);
		}
		case 'ThrowStatement':
			// Where the handler itself says so, an exception is its end.
			if (m.run.active.length <= 1) m.run.notes.completed = true;
			throw new Thrown(m.evaluate(node.argument, frame));
		case 'TryStatement':
			return tryStatement(m, node, frame);
		case 'SwitchStatement':
			return switchStatement(m, node, inner(frame));
		case 'ForStatement': {
			const own = inner(frame);
			if (node.init) {
				if (node.init.type === 'VariableDeclaration') m.execute(node.init, own);
				else m.evaluate(node.init, own, 'dropped');
			}
			const again = () => (node.test ? m.evaluate(node.test, own, 'tested') : constant(true));
			const step = () => node.update && m.evaluate(node.update, own, 'dropped');
			return loop(m, node.body, own, again, step, node.test ?? node);
		}
		case 'WhileStatement':
			return loop(m, node.body, frame, () => m.evaluate(node.test, frame, 'tested'), undefined, node.test);
		case 'DoWhileStatement': {
			const first = leaves(m.execute(node.body, frame), node.body);
			if (first) return first.completion;
			return loop(m, node.body, frame, () => m.evaluate(node.test, frame, 'tested'), undefined, node.test);
		}
		case 'ForOfStatement':
		case 'ForInStatement':
			return forEach(m, node, frame);
		case 'LabeledStatement': {
			label(node);
			const done = m.execute(node.body, frame);
			return done?.type === 'break' && done.label === node.label.name ? undefined : done;
		}
		case 'BreakStatement':
		case 'ContinueStatement':
			return { type: node.type === 'BreakStatement' ? 'break' : 'continue', label: node.label?.name };
		case 'WithStatement':
			m.run.notes.unfollowed = true;
			m.evaluate(node.object, frame);
			return m.execute(node.body, frame);
		case 'ExportNamedDeclaration':
			return node.declaration ? m.execute(node.declaration, frame) : undefined;
		default:
			return undefined;
	}
}

/**
 * What a variable begins with. Before any message arrives, one that hangs on what is not known stays open and the rest goes
 * on, unless the expression may have changed an object of the code around it halfway.
 */
function initial(m: Machine, node: Node, frame: Frame): Value {
	try {
		return m.evaluate(node, frame);
	} catch (error) {
		if (!(error instanceof Undecided) || !m.run.static || namesObject(node, frame)) throw error;
		return m.values.symbol({ name: m.text(node), kind: 'variable', node }, OPAQUE);
	}
}

/** Whether an expression names a variable that holds an object or a list. */
function namesObject(node: Node, frame: Frame): boolean {
	const stack: Node[] = [node];
	for (let one = stack.pop(); one; one = stack.pop()) {
		if (isFunction(one)) continue;
		if (one.type === 'ThisExpression') return true;
		if (one.type === 'Identifier' && held(one.name, frame)?.t === 'object') return true;
		eachChild(one, (child) => stack.push(child));
	}
	return false;
}

function held(name: string, frame: Frame): Value | undefined {
	for (let one: Frame | undefined = frame; one; one = one.parent) {
		const value = one.vars.get(name);
		if (value) return value;
	}
	return undefined;
}

/** Whether the condition of an `if` holds; one that only throws is taken to be passed before any message arrives. */
function passes(m: Machine, node: IfStatement, frame: Frame): boolean {
	const { consequent } = node;
	const only =
		consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0] : consequent;
	if (!m.run.static || only?.type !== 'ThrowStatement')
		return test(m, m.evaluate(node.test, frame, 'tested'), node.test);
	try {
		return test(m, m.evaluate(node.test, frame, 'tested'), node.test);
	} catch (error) {
		if (error instanceof Undecided) return false;
		throw error;
	}
}

/** Whether a statement gives the block around it a name of its own. */
function declares(node: Node): boolean {
	if (node.type === 'VariableDeclaration') return node.kind !== 'var';
	return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
}

function hoisted(pattern: Node, frame: Frame): boolean {
	if (pattern.type !== 'Identifier') {
		// Names of a pattern were hoisted all or none: write them where the hoisting put them.
		return frame.parent !== undefined;
	}
	return held(pattern.name, frame) !== undefined;
}

/** Executes statements in order, functions declared among them first. */
export function block(m: Machine, body: readonly Node[], frame: Frame): Completion {
	for (const one of body) {
		if (isFunction(one) && one.type === 'FunctionDeclaration' && one.id) {
			frame.vars.set(one.id.name, { t: 'function', node: one, frame });
		}
	}
	let index = 0;
	for (const one of body) {
		const orThrows = one.type === 'IfStatement' && body[index + 1]?.type === 'ThrowStatement';
		index++;
		const done = orThrows ? ifOrThrow(m, one, frame) : m.execute(one, frame);
		if (done) return done;
	}
	return undefined;
}

/** `if (fine) return x; throw …`: before any message arrives all is taken to be fine. */
function ifOrThrow(m: Machine, node: IfStatement, frame: Frame): Completion {
	try {
		return m.execute(node, frame);
	} catch (error) {
		if (!(error instanceof Undecided)) throw error;
		return m.execute(node.consequent, frame);
	}
}

function switchStatement(m: Machine, node: SwitchStatement, frame: Frame): Completion {
	const subject = m.evaluate(node.discriminant, frame, 'tested');
	let from = -1;
	for (let index = 0; index < node.cases.length && from < 0; index++) {
		const one = node.cases[index];
		if (!one?.test) continue;
		const same = binary(m, '===', subject, m.evaluate(one.test, frame), one.test);
		if (test(m, same, one.test)) from = index;
	}
	if (from < 0) from = node.cases.findIndex((one) => !one.test);
	if (from < 0) return undefined;
	for (const one of node.cases.slice(from)) {
		const done = block(m, one.consequent, frame);
		if (done) return done.type === 'break' && done.label === undefined ? undefined : done;
	}
	return undefined;
}

function tryStatement(m: Machine, node: TryStatement, frame: Frame): Completion {
	let done: Completion;
	try {
		m.run.tries += node.handler ? 1 : 0;
		try {
			done = m.execute(node.block, frame);
		} finally {
			m.run.tries -= node.handler ? 1 : 0;
		}
	} catch (thrown) {
		if (!(thrown instanceof Thrown)) throw thrown;
		if (!node.handler) {
			const last = cleanUp(m, node, frame);
			if (last) return last;
			throw thrown;
		}
		const own = inner(frame);
		try {
			if (node.handler.param) m.bind(node.handler.param, thrown.value, own, true);
			done = m.execute(node.handler.body, own);
		} catch (again) {
			if (!(again instanceof Thrown)) throw again;
			const last = cleanUp(m, node, frame);
			if (last) return last;
			throw again;
		}
	}
	const last = cleanUp(m, node, frame);
	return last ?? done;
}

function cleanUp(m: Machine, node: TryStatement, frame: Frame): Completion {
	if (!node.finalizer) return undefined;
	m.run.closing++;
	try {
		return m.execute(node.finalizer, frame);
	} finally {
		m.run.closing--;
	}
}
