import type { Symbolic, Value } from '../value/value.ts';

const LONGEST = 160;

/** A term as code, with `origin`, `source` and `data` for the parts of the message. */
export function termText(value: Value, depth = 0): string {
	if (depth > 7) return '…';
	const inner = (one: Value | undefined) => (one ? termText(one, depth + 1) : '');
	switch (value.t) {
		case 'constant':
			return typeof value.value === 'string' ? quote(value.value) : String(value.value);
		case 'regex':
			return `/${value.source}/${value.flags}`;
		case 'function':
			return '(…) => …';
		case 'object':
			return objectText(value, inner);
		case 'term':
			break;
	}
	const [first, second] = value.args;
	switch (value.op) {
		case 'origin':
		case 'source':
		case 'data':
		case 'event':
		case 'ports':
		case 'window':
			return value.op;
		case 'symbol':
			return ownName(symbolName(value.symbol?.name ?? 'value'), value.symbol?.kind);
		case 'get':
			return memberText(owner(inner(first)), second, inner);
		case 'text':
			return inner(first);
		case 'lookup':
			return `${owner(inner(first))}[${inner(second)}]`;
		case 'call': {
			const name = second?.t === 'constant' ? String(second.value) : '';
			return cut(`${owner(inner(first))}.${name}(${value.args.slice(2).map(inner).join(', ')})`);
		}
		case 'url':
		case 'link-url':
			return `new URL(${value.args.map(inner).join(', ')})`;
		case 'regex':
			return `new RegExp(${inner(first)})`;
		case 'json':
			return `JSON.parse(${inner(first)})`;
		case 'result':
			return cut(`${calleeText(first, inner)}(${value.args.slice(1).map(inner).join(', ')})`);
		case '!':
		case '~':
			return `${value.op}${inner(first)}`;
		case 'typeof':
			return `typeof ${inner(first)}`;
		case '||':
			return cut(`(${inner(first)} || ${inner(second)})`);
		case 'negative':
			return `-${inner(first)}`;
		case 'number':
			return `+${inner(first)}`;
		case 'task':
			return `${inner(first)}.shift()`;
		default:
			if (value.op.startsWith('fn:')) return `${value.op.slice(3)}(${value.args.map(inner).join(', ')})`;
			if (value.op.startsWith('throws:'))
				return `throws(${value.op.slice(7)}(${value.args.map(inner).join(', ')}))`;
			if (value.args.length === 2) return cut(`${inner(first)} ${value.op} ${inner(second)}`);
			return value.op;
	}
}

function objectText(value: Value & { t: 'object' }, inner: (one: Value | undefined) => string): string {
	const some = (list: string[]) => (list.length > 4 ? [...list.slice(0, 4), '…'] : list).join(', ');
	switch (value.kind) {
		case 'array':
			return cut(`[${some(value.items.slice(0, 5).map(inner))}]`);
		case 'set':
			return cut(`new Set([${some(value.items.slice(0, 5).map(inner))}])`);
		case 'map':
			return cut(
				`new Map([${some(value.entries.slice(0, 5).map(([key, one]) => `[${inner(key)}, ${inner(one)}]`))}])`,
			);
		case 'object':
			return cut(`{ ${some([...value.props.keys()].slice(0, 5).map((one) => quote(one)))} }`);
		default:
			return value.kind;
	}
}

/** What members are asked of: in brackets where an operator would take its last operand alone. */
function owner(text: string): string {
	let depth = 0;
	// What is quoted or in brackets holds together.
	for (const sign of text.replace(/^new /, '').replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '')) {
		if ('([{'.includes(sign)) depth++;
		else if (')]}'.includes(sign)) depth--;
		else if (depth === 0 && ' !~+-*/%<>=&|?:'.includes(sign)) return `(${text})`;
	}
	return text;
}

function memberText(
	object: string,
	key: Value | undefined,
	inner: (one: Value | undefined) => string,
): string {
	if (key?.t !== 'constant') return `${object}[${inner(key)}]`;
	const name = String(key.value);
	return /^[\w$#]+$/.test(name) && !/^\d/.test(name)
		? `${object}.${name}`
		: `${object}[${name.startsWith('*') ? '…' : name}]`;
}

function calleeText(callee: Value | undefined, inner: (one: Value | undefined) => string): string {
	return inner(callee).replace(/\(\)$/, '');
}

/** A symbol's name without the marks that keep equal names apart. */
export function symbolName(name: string): string {
	return name.replace(/@\d+/g, '');
}

/** What the script itself calls as parts of the message are called here is told from those. */
function ownName(name: string, kind: Symbolic['kind'] | undefined): string {
	if (/^\d+$/.test(name)) return `frames[${name}]`;
	if (!/^(origin|source|data|event|ports)$/.test(name)) return name;
	return `${kind === 'parameter' ? 'argument' : 'variable'} ${name}`;
}

function quote(text: string): string {
	return `'${text.length > 80 ? `${text.slice(0, 79)}…` : text}'`;
}

function cut(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
