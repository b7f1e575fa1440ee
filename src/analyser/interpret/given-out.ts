import { depsOf, type ObjectValue, OPAQUE, type Term, type Value } from '../value/value.ts';

/** Windows of whoever frames or opened the page. */
const AROUND = /^(parent|top|opener)$/;
/** What the browser shows of a page to anyone around it, or that says nothing of who uses it. */
const SHOWN =
	/^(document(?!\.cookie)|location|navigator|screen|performance|history|Date|Math|inner\w+|outer\w+|scroll[XY]|page[XY]Offset|devicePixelRatio|name|origin|getComputedStyle|parent|top|opener|window|crypto|console)(\.|\(|$)/;
/** What the browser measures, of whatever element. */
const MEASURE =
	/(^|\.)((offset|client|scroll)(Width|Height|Top|Left)|getBoundingClientRect\(\)|length|size)(\.|@|$)/;
/** Objects that are looked into for what of the page's own is in a message. */
const MOST_PARTS = 60;

/** Whether something of the page's own goes to whoever frames or opened the page. */
export function isGivenAround(receiver: Value, [message, target]: readonly Value[]): boolean {
	if (receiver.t !== 'term' || receiver.symbol?.kind !== 'global' || !AROUND.test(receiver.symbol.name))
		return false;
	return message !== undefined && isAny(target) && holdsOwn(message);
}

const isAny = (target: Value | undefined): boolean => {
	const given = target?.t === 'object' ? target.props.get('targetOrigin') : target;
	return given?.t === 'constant' && given.value === '*';
};

/** Whether there is something in a message that the page has and nobody is shown. */
function holdsOwn(message: Value): boolean {
	const seen = new Set<Value>([message]);
	// The set grows while it is gone through.
	for (const one of seen) {
		if (seen.size > MOST_PARTS) return false;
		if (!(depsOf(one) & OPAQUE)) continue;
		if (one.t === 'object') for (const part of partsOf(one)) seen.add(part);
		else if (one.t === 'term' && isOwn(one)) return true;
		else if (one.t === 'term' && !one.symbol) for (const part of one.args) seen.add(part);
	}
	return false;
}

const partsOf = ({ items, props, entries }: ObjectValue): Value[] => [
	...items,
	...props.values(),
	...entries.flat(),
];

function isOwn({ symbol }: Term): boolean {
	return symbol !== undefined && !SHOWN.test(symbol.name) && !MEASURE.test(symbol.name);
}
