import type { Literal } from '../interpret/run.ts';
import { OF_MESSAGE, type Symbolic, type Value } from '../value/value.ts';
import type { Judgement } from './judge.ts';

const MOST = 24;
const DEEPEST = 10;

/** What every page has: no settings of this one. */
const PLATFORM =
	/^(window|self|globalThis|frames|parent|top|opener|document|location|origin|name|navigator|screen|history|performance|crypto|localStorage|sessionStorage|console|Math|JSON|Object|Array|String|Number|Boolean|Symbol|Date|RegExp|Promise|URL|URLSearchParams|Reflect|Map|Set|Error|TypeError|event|undefined|process|module|exports|require|Intl|customElements|caches|indexedDB|fetch|chrome|browser)(\.|$)/;

/** The globals whose values the check depends on, as dotted paths. */
export function wantedBy({ conditions, decisive }: Judgement): string[] {
	const found = new Set<string>();
	const seen = new Set<Value>();
	if (conditions.length === 0) return [];
	for (const one of conditions) collect(one.term, found, seen, 0);
	// Settings decide whether a check is made at all.
	for (const one of decisive?.use.literals ?? []) if (isSetting(one)) collect(one.term, found, seen, 0);
	return [...found].slice(0, MOST);
}

function isSetting({ term }: Literal): boolean {
	return !(term.deps & OF_MESSAGE);
}

function collect(value: Value, found: Set<string>, seen: Set<Value>, depth: number): void {
	if (depth > DEEPEST || found.size >= MOST) return;
	if (value.t === 'object') {
		if (seen.has(value)) return;
		seen.add(value);
		if (value.global !== undefined && value.open) add(value.global, found);
		for (const one of value.items.slice(0, 50)) collect(one, found, seen, depth + 1);
		for (const pair of value.entries.slice(0, 50))
			for (const one of pair) collect(one, found, seen, depth + 1);
		return;
	}
	if (value.t !== 'term') return;
	const path = value.symbol && pathOf(value.symbol);
	if (path !== undefined) {
		add(path, found);
		return;
	}
	// Of a call whose code is not known the arguments matter, not the function: it has no value to ask for.
	for (const one of value.op === 'result' ? value.args.slice(1) : value.args)
		collect(one, found, seen, depth + 1);
}

function pathOf({ global, kind, name }: Symbolic): string | undefined {
	const path = global ?? (kind === 'global' || kind === 'element' ? name : undefined);
	// Of an element, the collection.
	return path?.replace(/(\.\*|\.\d+(\.|$)|\[).*$/, '');
}

function add(path: string, found: Set<string>): void {
	if (/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(path) && !PLATFORM.test(path)) found.add(path);
}
