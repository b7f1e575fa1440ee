import { kindsOfUse } from '../syntax/kinds-of-use.ts';
import type { Node } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import type { ValueFactory } from '../value/factory.ts';
import type { Term, Value } from '../value/value.ts';

/** Uses of expressions by the same name that are worked out. */
const MOST_USES = 12;
/** What the platform gives as a text: attributes, addresses of elements, what bundlers put in from their surroundings. */
const OF_PLATFORM =
	/\.getAttribute\(\)$|\.dataset\.[\w$]+$|^process\.env\.[\w$]+$|^document\.[\w$.]*\(\)(@\d+)?(\[…\](@\d+)?)?\.(src|href|action)$|^document\.(referrer|cookie|title|baseURI)$/;

/** Tells settings that hold one text from those that hold a list: both can be asked whether something is in them. */
export class Texts {
	readonly #index: ScriptIndex;
	readonly #values: ValueFactory;
	readonly #expression: (node: Node, scope: Scope) => Value;
	readonly #known = new Map<string, boolean>();

	constructor(index: ScriptIndex, values: ValueFactory, expression: (node: Node, scope: Scope) => Value) {
		this.#index = index;
		this.#values = values;
		this.#expression = expression;
	}

	/** Whether the script itself says which text a setting may be: it is tried as that. */
	isGiven({ symbol }: Term): boolean {
		return (symbol?.possible?.() ?? []).some(
			(one) => one.t === 'constant' && typeof one.value === 'string' && one.value !== '',
		);
	}

	/** Whether the script itself says all that a setting may be: texts. What other objects have by its name does not. */
	isKnown({ symbol }: Term): boolean {
		const possible = symbol?.possible?.() ?? [];
		if (symbol?.kind === 'property' || possible.length === 0) return false;
		return possible.every((one) => one.t === 'constant' && typeof one.value === 'string');
	}

	/** Whether the script uses a setting, which it does not give itself, as a text, and nowhere as a list. */
	isText(setting: Term): boolean {
		const known = this.#known.get(setting.key);
		if (known !== undefined) return known;
		// Of those that are asked for meanwhile nothing is known.
		this.#known.set(setting.key, false);
		const answer = !this.isGiven(setting) && this.#find(setting);
		this.#known.set(setting.key, answer);
		return answer;
	}

	#find(setting: Term): boolean {
		const path = setting.symbol?.name ?? '';
		// What a list has are names rather than lists, of which an object has one for each name.
		if (setting.symbol?.kind === 'element' && path.endsWith('[…]')) return true;
		if (OF_PLATFORM.test(path)) return true;
		const name = path.split('.').at(-1)?.replace(/@\d+$/, '') ?? '';
		const { texts, lists } = kindsOfUse(this.#index);
		return this.#isAmong(texts.get(name), setting) && !this.#isAmong(lists.get(name), setting);
	}

	#isAmong(uses: readonly Placed[] = [], { key }: Term): boolean {
		return uses
			.slice(0, MOST_USES)
			.some(({ node, scope }) => this.#values.key(this.#expression(node, scope)) === key);
	}
}
