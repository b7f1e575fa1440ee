import { type Concrete, joined, toBoolean, toNumber, toText, UNKNOWN } from './concrete.ts';

/** Applies a binary operator as JavaScript would; UNKNOWN where an operand is not known enough. */
export function applyBinary(operator: string, left: Concrete, right: Concrete): Concrete {
	switch (operator) {
		case '===':
			return equal(left, right, true);
		case '!==':
			return not(equal(left, right, true));
		case '==':
			return equal(left, right, false);
		case '!=':
			return not(equal(left, right, false));
		case 'in':
			return isIn(left, right);
		case '+':
			return add(left, right);
		case '||': {
			const truth = toBoolean(left);
			return truth === UNKNOWN ? UNKNOWN : truth ? left : right;
		}
		default:
			return arithmetic(operator, left, right);
	}
}

/** Applies a unary operator. */
export function applyUnary(operator: string, value: Concrete): Concrete {
	switch (operator) {
		case '!':
			return not(value);
		case 'void':
			return undefined;
		case 'typeof':
			return typeName(value);
		default: {
			const number = toNumber(value);
			if (number === UNKNOWN) return UNKNOWN;
			if (operator === '-') return -number;
			if (operator === '+') return number;
			return operator === '~' ? ~number : UNKNOWN;
		}
	}
}

function not(value: Concrete): Concrete {
	const truth = toBoolean(value);
	return truth === UNKNOWN ? UNKNOWN : !truth;
}

function typeName(value: Concrete): Concrete {
	if (value === UNKNOWN) return UNKNOWN;
	if (typeof value === 'object' && value !== null && 'kind' in value) {
		if (value.kind === 'opaque') return 'string';
		return value.kind === 'function' ? 'function' : 'object';
	}
	return typeof value;
}

function equal(left: Concrete, right: Concrete, strict: boolean): Concrete {
	if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
	const a = isOpaque(left) ? left.text : left;
	const b = isOpaque(right) ? right.text : right;
	if (isObject(a) && isObject(b)) return a === b ? true : UNKNOWN;
	if (strict) return a === b;
	if (a === null || a === undefined) return b === null || b === undefined;
	if (b === null || b === undefined) return false;
	if (isObject(a) || isObject(b)) {
		const text = toText(isObject(a) ? a : b);
		return text === UNKNOWN ? UNKNOWN : text === (isObject(a) ? b : a);
	}
	if (typeof a === 'string' && typeof b === 'string') return a === b;
	return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

function isOpaque(value: Concrete): value is { kind: 'opaque'; text: string } {
	return isObject(value) && !Array.isArray(value) && value.kind === 'opaque';
}

function isObject(
	value: Concrete,
): value is Exclude<Concrete, string | number | boolean | bigint | null | undefined | symbol> {
	return typeof value === 'object' && value !== null;
}

function isIn(key: Concrete, container: Concrete): Concrete {
	const name = toText(key);
	if (name === UNKNOWN || container === UNKNOWN || !isObject(container)) return UNKNOWN;
	if (Array.isArray(container))
		return name === 'length' || (/^\d+$/.test(name) && Number(name) < container.length);
	if (container.kind === 'opaque') return container.text === name;
	if (container.kind !== 'object') return UNKNOWN;
	return container.props.has(name) ? true : container.open ? UNKNOWN : false;
}

function add(left: Concrete, right: Concrete): Concrete {
	if (typeof left === 'number' && typeof right === 'number') return left + right;
	const texts = typeof left === 'string' || typeof right === 'string' || isObject(left) || isObject(right);
	if (!texts) {
		if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
		return arithmetic('+', left, right);
	}
	const a = toText(left);
	const b = toText(right);
	return joined([a, b], '');
}

function arithmetic(operator: string, left: Concrete, right: Concrete): Concrete {
	if (typeof left === 'string' && typeof right === 'string') {
		if (operator === '<') return left < right;
		if (operator === '>') return left > right;
		if (operator === '<=') return left <= right;
		if (operator === '>=') return left >= right;
	}
	const a = toNumber(left);
	const b = toNumber(right);
	if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
	switch (operator) {
		case '+':
			return a + b;
		case '-':
			return a - b;
		case '*':
			return a * b;
		case '/':
			return a / b;
		case '%':
			return a % b;
		case '<':
			return a < b;
		case '>':
			return a > b;
		case '<=':
			return a <= b;
		case '>=':
			return a >= b;
		case '&':
			return a & b;
		case '|':
			return a | b;
		case '^':
			return a ^ b;
		case '<<':
			return a << b;
		case '>>':
			return a >> b;
		case '>>>':
			return a >>> b;
		default:
			return UNKNOWN;
	}
}
