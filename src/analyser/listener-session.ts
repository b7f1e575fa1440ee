import type { CallExpression } from 'acorn';
import { Budget } from './budget.ts';
import { EFFORT, EXPLORING, mostEffort, SKETCHING } from './effort.ts';
import { Handlers } from './handlers.ts';
import type { HandlerStart } from './interpret/handler-start.ts';
import { Interpreter } from './interpret/interpreter.ts';
import type { Operators } from './interpret/stream.ts';
import type { Exploration, Walk } from './interpret/walk.ts';
import { type Judgement, judge } from './judge/judge.ts';
import { valuesIn } from './judge/local-pages.ts';
import { Learning } from './learning.ts';
import { madeElsewhere } from './syntax/made-elsewhere.ts';
import { mentionsCheck } from './syntax/mentions-check.ts';
import { type FunctionNode, isFunction, type Node } from './syntax/node.ts';
import { premisesOf } from './syntax/premises.ts';
import { registeredByJQuery } from './syntax/registered-by-jquery.ts';
import { isOpenStream, type Registration } from './syntax/registration.ts';
import { resolveFunction } from './syntax/resolve-function.ts';
import { ownText, type Script } from './syntax/script.ts';
import type { Term } from './value/value.ts';
import type { RuntimeContext, Verdict } from './verdict.ts';
import { compose } from './words/compose.ts';
import { say } from './words/sentences.ts';
import { madeByOthers, undecided } from './words/undecided.ts';

/** What is done with messages: a function, or a stream of them that is kept or handed on. */
type Handling = FunctionNode | CallExpression;

/** Whether what was found at a place is a function rather than a registration. */
export function isHandler(found: FunctionNode | Registration): found is FunctionNode {
	return 'type' in found;
}

/** Judges listeners of one script. */
export class ListenerSession {
	readonly #script: Script;
	readonly #context: RuntimeContext;
	/** What the listener that is judged may take. */
	#budget = new Budget(0);
	/** Steps that earlier listeners took. */
	#spent = 0;
	readonly #judged = new Set<Node>();
	readonly #interpreter: Interpreter;
	readonly #listeners = new Set<Node>();
	readonly #walks = new Map<Handling, Walk>();
	readonly #learning: Learning;
	readonly #handlers: Handlers;
	/** What messages go through before handlers of streams get them. */
	readonly #operators = new Map<FunctionNode, Operators>();
	/** What handlers are given instead of the event. */
	readonly #given = new Map<FunctionNode, NonNullable<Registration['given']>>();
	readonly #premises: ReturnType<typeof premisesOf>;
	#registered = false;
	#set: ReadonlySet<Node> | undefined;
	#byJQuery: ReadonlyMap<Node, boolean> | undefined;

	constructor(script: Script, context: RuntimeContext) {
		this.#script = script;
		this.#context = context;
		this.#interpreter = new Interpreter({
			index: script.index,
			source: script.source,
			listeners: this.#listeners,
			take: (steps, exploring) => this.#budget.take(steps, exploring ? EXPLORING : 1),
			values: valuesIn(context),
		});
		this.#learning = new Learning({
			around: (place) => this.#enclosing(place),
			explore: (listener) => this.#explore(listener),
			sets: (place) => this.#setAt().has(place),
			judge: (exploration) => this.#judge(exploration, false),
		});
		this.#premises = premisesOf(script.index, script.registrations);
		this.#handlers = new Handlers(script.index, this.#interpreter, script.registrations);
		for (const one of script.registrations) if (isFunction(one.listener)) this.#listeners.add(one.listener);
		for (const { operators, given, listener } of script.registrations) {
			if (operators && isFunction(listener)) this.#operators.set(listener, operators);
			if (given && isFunction(listener)) this.#given.set(listener, given);
		}
		for (const one of script.registrations.slice(0, 60)) {
			if (isFunction(one.listener)) continue;
			const direct = resolveFunction(script.index, one.listener, one.scope);
			if (direct) this.#listeners.add(direct);
		}
	}

	/** Gives the next listener its budget, which is used up after that time (milliseconds) or number of steps at the latest. */
	nextBudget(milliseconds?: number, mostSteps?: number): void {
		this.#spent += this.#budget.steps;
		this.#budget = new Budget(milliseconds, mostSteps);
	}

	get #mostEffort(): number {
		return mostEffort(this.#spent, this.#script.source.text.length);
	}

	/** How a function is registered, as far as the script shows it. */
	howRegistered(node: FunctionNode): string {
		for (const one of this.#script.registrations) {
			if (one.listener === node) return one.how;
		}
		for (const one of this.#script.registrations) {
			if (this.#handlers.of(one).some((each) => each.node === node)) return one.how;
		}
		return 'function';
	}

	/** Judges a function as a message listener. */
	judgeFunction(node: FunctionNode, registration: string): Verdict {
		// Registrations tell what a handler is bound to.
		this.#allListeners();
		this.#listeners.add(node);
		const verdict = this.#judgeHandling(node, registration);
		if (verdict.verdict !== 'none') return verdict;
		const gives = (one: Registration) => this.#handlers.of(one).some((each) => each.node === node);
		const maker = madeElsewhere(this.#script.registrations.filter(gives));
		return maker ? madeByOthers(this.#script.source.slice(maker), verdict) : verdict;
	}

	#judgeHandling(node: Handling, registration: string): Verdict {
		const most = this.#mostEffort;
		let exploration = this.#explore(node, Math.min(1, most));
		let judgement = this.#judge(exploration);
		const worth = () => Math.min(EFFORT[judgement.verdict], most);
		for (let effort = 1; effort < worth() && this.#walk(node).isCut; ) {
			effort = worth();
			exploration = this.#explore(node, effort);
			judgement = this.#judge(exploration);
		}
		if (judgement.verdict === 'unknown' && this.#walk(node).isCut) {
			const sketch = this.#sketch(node, Math.min(SKETCHING, most));
			const rough = this.#judge(sketch);
			if (rough.verdict !== 'unknown') [exploration, judgement] = [sketch, rough];
		}
		const isPlain = isFunction(node) && !this.#ofJQuery(node);
		if (judgement.verdict === 'none' && isPlain && mentionsCheck(node, judgement.leftOut?.node)) {
			// A comparison is there, but with what is known of the settings it is never reached.
			judgement.verdict = 'weak';
			judgement.unreached = true;
		}
		return compose({
			judgement,
			exploration,
			source: this.#script.source,
			context: this.#context,
			place: this.#script.source.place(ownText(this.#script, node)),
			registration,
			handler: isFunction(node) ? node : undefined,
		});
	}

	/** What a handler, or the first of a registration, does with a message; undefined where its code is not in the script. */
	explore(found: FunctionNode | Registration): (Exploration & { ofData: readonly Term[] }) | undefined {
		// Registrations tell what a handler is bound to.
		this.#allListeners();
		const node = isHandler(found) ? found : this.#handlers.of(found)[0]?.node;
		if (!node) return undefined;
		this.#listeners.add(node);
		return { ...this.#explore(node), ofData: this.#interpreter.values.ofData };
	}

	/** The function that a registration hands over; undefined where its code is not in the script. */
	handlerOf(registration: Registration): FunctionNode | undefined {
		return this.#handlers.of(registration)[0]?.node;
	}

	/** `asks`: whether to ask where settings come from that listeners take from messages. */
	#judge(exploration: Exploration, asks = true): Judgement {
		return judge(exploration, {
			context: this.#context,
			isOver: () => !this.#budget.take(1),
			metAt: (places) => asks && this.#learning.metAt(places, exploration),
			learntBy: (term, isSent) => (asks ? this.#learning.learntBy(term, isSent, exploration) : 'nobody'),
		});
	}

	/** Judges the first listener of a registration. */
	judgeRegistration(registration: Registration): Verdict {
		const [first] = this.judgeAll(registration);
		return first ?? this.#unresolved(registration);
	}

	/** Judges every function a registration may mean. */
	judgeAll(registration: Registration): Verdict[] {
		if (isOpenStream(registration)) return [this.#judgeHandling(registration.node, registration.how)];
		const handlers = this.#handlers.of(registration);
		if (handlers.length === 0) return [this.#heardElsewhere(registration) ?? this.#unresolved(registration)];
		return handlers.flatMap((one) => {
			if (this.#judged.has(one.node)) return [];
			this.#judged.add(one.node);
			const verdict = this.judgeFunction(one.node, one.how ?? registration.how);
			// What does not look at the message as it comes is given something else by the code around it.
			const isElsewhere = one.wrapped && verdict.verdict === 'inert' && verdict.reasons[0]?.code === 'inert';
			return [isElsewhere ? this.#unresolved(registration) : verdict];
		});
	}

	/** The verdict on a stream whose listener is not in the script: it cannot check what it is not given. */
	#heardElsewhere({ node, how, operators }: Registration): Verdict | undefined {
		if (!operators || node.type !== 'CallExpression') return undefined;
		const verdict = this.#judgeHandling(node, how);
		return verdict.verdict === 'unknown' ? undefined : verdict;
	}

	#unresolved(registration: Registration): Verdict {
		const text = this.#script.source.slice(registration.listener);
		return undecided(
			text,
			['listener-elsewhere', say('listener-elsewhere', text.slice(0, 60))],
			this.#script.source.place(registration.listener),
			registration.how,
		);
	}

	/** What is found on the paths of a handler with at least that effort. */
	#explore(node: Handling, effort = 1): Exploration {
		const walk = this.#walk(node);
		walk.advance(effort);
		return walk.found;
	}

	/** What is found where only functions are followed that get to see something of the message. */
	#sketch(node: Handling, effort: number): Exploration {
		const start = isFunction(node) ? this.#startOf(node) : this.#openingOf(node);
		const walk = this.#interpreter.walk({ ...start, sketchy: true });
		walk.advance(effort);
		return walk.found;
	}

	#walk(node: Handling): Walk {
		const known = this.#walks.get(node);
		if (known) return known;
		const walk = this.#interpreter.walk(isFunction(node) ? this.#startOf(node) : this.#openingOf(node));
		this.#walks.set(node, walk);
		return walk;
	}

	#startOf(node: FunctionNode): HandlerStart {
		const scope = this.#script.index.scopes.get(node);
		return {
			handler: node,
			scope: scope?.parent ?? this.#script.index.root,
			thisValue: node.type === 'ArrowFunctionExpression' ? undefined : this.#handlers.thisOf(node),
			bound: this.#handlers.boundTo(node),
			closure: this.#handlers.closureOf(node),
			operators: this.#operators.get(node),
			given: this.#given.get(node),
			jQueryEvent: this.#ofJQuery(node),
			when: this.#premises.get(node),
		};
	}

	#openingOf(node: CallExpression): HandlerStart {
		const stream = this.#script.registrations.find((one) => one.node === node);
		const { scope = this.#script.index.root, operators, unheard } = stream ?? {};
		return { handler: node, scope, thisValue: undefined, operators, unheard };
	}

	/** Whether a handler is registered by jQuery alone. */
	#ofJQuery(node: FunctionNode): boolean {
		this.#byJQuery ??= registeredByJQuery(this.#script);
		return this.#byJQuery.get(node) ?? false;
	}

	#allListeners(): void {
		if (this.#registered) return;
		this.#registered = true;
		for (const one of this.#script.registrations)
			for (const each of this.#handlers.of(one)) this.#listeners.add(each.node);
	}

	/** Where properties of objects are set, apart from the objects' own making. */
	#setAt(): ReadonlySet<Node> {
		this.#set ??= new Set(
			[...this.#script.index.propertyValues.values()].flatMap((all) =>
				all.flatMap(({ node, object }) => (object ? [node] : [])),
			),
		);
		return this.#set;
	}

	#enclosing(place: Node): FunctionNode | undefined {
		this.#allListeners();
		let best: FunctionNode | undefined;
		for (const one of this.#listeners) {
			if (!isFunction(one) || one.start > place.start || place.end > one.end) continue;
			if (!best || one.start > best.start) best = one;
		}
		return best;
	}
}
