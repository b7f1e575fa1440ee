import { eachNode } from './each-node.ts';
import { push } from './index-names.ts';
import { keyName, type Node, unwrap } from './node.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** Expressions that a script uses as a text, and as a list or as what may be either, by the last name in them. */
export interface KindsOfUse {
	texts: ReadonlyMap<string, readonly Placed[]>;
	lists: ReadonlyMap<string, readonly Placed[]>;
}

const OF_TEXTS =
	/^(startsWith|endsWith|replace|replaceAll|toLowerCase|toUpperCase|trim|trimEnd|trimStart|match|matchAll|substr|substring|charAt|charCodeAt|split|localeCompare)$/;
const OF_LISTS = /^(some|every|forEach|map|filter|find|findIndex|reduce|push|join|flat|sort|has|add)$/;
/** Functions of the language and the platform whose first argument is a text. */
const TAKE_TEXT =
	/^(URL|WebSocket|EventSource|fetch|open|encodeURIComponent|encodeURI|decodeURIComponent|canParse)$/;
const TAKE_LIST = /^(Set|isArray|from|keys|values|entries)$/;
/** Properties of elements that hold an address. */
const ADDRESS = /^(src|href|action)$/;

const known = new WeakMap<ScriptIndex, KindsOfUse>();

/** Looked for once in a script, when it is first asked. */
export function kindsOfUse(index: ScriptIndex): KindsOfUse {
	const before = known.get(index);
	if (before) return before;
	const texts = new Map<string, Placed[]>();
	const lists = new Map<string, Placed[]>();
	eachNode(index, (node, scope) => {
		const found = useAt(node);
		for (const used of found.texts) add(texts, { node: used, scope });
		for (const used of found.lists) add(lists, { node: used, scope });
	});
	const kinds = { texts, lists };
	known.set(index, kinds);
	return kinds;
}

function add(map: Map<string, Placed[]>, { node, scope }: Placed): void {
	const inner = unwrap(node);
	const name =
		inner.type === 'Identifier'
			? inner.name
			: inner.type === 'MemberExpression'
				? keyName(inner.property, inner.computed)
				: undefined;
	if (name !== undefined) push(map, name, { node: inner, scope });
}

function useAt(node: Node): { texts: Node[]; lists: Node[] } {
	switch (node.type) {
		case 'CallExpression':
		case 'NewExpression': {
			const callee = unwrap(node.callee);
			const [first, second] = node.arguments.filter((one) => one.type !== 'SpreadElement');
			if (callee.type === 'Identifier') return given(callee.name, first);
			if (callee.type !== 'MemberExpression') break;
			const name = keyName(callee.property, callee.computed) ?? '';
			if (node.type === 'CallExpression' && OF_TEXTS.test(name)) return { texts: [callee.object], lists: [] };
			if (node.type === 'CallExpression' && OF_LISTS.test(name)) return { texts: [], lists: [callee.object] };
			if (name === 'postMessage' && second) return { texts: [second], lists: [] };
			return given(name, first);
		}
		case 'AssignmentExpression': {
			const { left, right } = node;
			const name = left.type === 'MemberExpression' ? keyName(left.property, left.computed) : undefined;
			return { texts: name !== undefined && ADDRESS.test(name) ? [right] : [], lists: [] };
		}
		case 'Property': {
			const name = node.kind === 'init' ? keyName(node.key, node.computed) : undefined;
			return { texts: name !== undefined && ADDRESS.test(name) ? [node.value] : [], lists: [] };
		}
		case 'BinaryExpression':
			return { texts: node.operator === '+' && goesOn(node.right) ? [node.left] : [], lists: [] };
		case 'TemplateLiteral': {
			const texts = node.expressions.filter((_, at) => isPath(node.quasis[at + 1]?.value.cooked));
			return { texts, lists: [] };
		}
		case 'UnaryExpression':
			return { texts: [], lists: node.operator === 'typeof' ? [node.argument] : [] };
		case 'ForOfStatement':
			return { texts: [], lists: [node.right] };
		case 'SpreadElement':
			return { texts: [], lists: [node.argument] };
		default:
	}
	return { texts: [], lists: [] };
}

function given(name: string, first: Node | undefined): { texts: Node[]; lists: Node[] } {
	if (!first) return { texts: [], lists: [] };
	return { texts: TAKE_TEXT.test(name) ? [first] : [], lists: TAKE_LIST.test(name) ? [first] : [] };
}

/** Whether an address goes on with it: reports put lists before other words too. */
function goesOn(node: Node): boolean {
	const inner = unwrap(node);
	if (inner.type === 'Literal') return isPath(inner.value);
	return inner.type === 'TemplateLiteral' && isPath(inner.quasis[0]?.value.cooked);
}

function isPath(text: unknown): boolean {
	return typeof text === 'string' && /^[/?#&]\S*$/.test(text);
}
