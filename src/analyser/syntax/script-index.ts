import type { AssignmentExpression, CallExpression, NewExpression } from 'acorn';
import type { ClassNode, FunctionNode, Node } from './node.ts';
import type { Binding, Scope } from './scope.ts';

/** An expression with the scope it stands in. */
export interface Placed<N extends Node = Node> {
	node: N;
	scope: Scope;
}

/** A value given to a property of that name somewhere in the script. */
export interface PropertyValue extends Placed {
	/** The object expression assigned to; absent for members of literals and classes. */
	object?: Node;
	owner?: ClassNode;
	/** It is a getter: its result is the value. */
	getter?: boolean;
}

/** What one walk over a script finds out, by name. */
export interface ScriptIndex {
	root: Scope;
	scopes: Map<Node, Scope>;
	functions: FunctionNode[];
	/** Assignments to plain names (the names may mean different bindings). */
	assignments: Map<string, Placed[]>;
	callsByName: Map<string, Placed<CallExpression | NewExpression>[]>;
	callsByProperty: Map<string, Placed<CallExpression | NewExpression>[]>;
	propertyValues: Map<string, PropertyValue[]>;
	/** Assignments `object[key] = value` under keys that are worked out. */
	computedWrites: Placed<AssignmentExpression>[];
	/** Calls of a member whose name is worked out. */
	computedCalls: Placed<CallExpression>[];
	/** Variables that hold a method of something, by name. */
	methodVariables: Map<string, Binding>;
	/** What has a property that windows do not have. */
	channels: Placed[];
	/** Calls with an argument 'message' or 'onmessage', and assignments to onmessage. */
	suspects: Placed[];
}
