import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RuleAction, SocketRule } from '../../../src/protocol/act.ts';
import type { Command } from '../../../src/protocol/command.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { ActProblem } from './problem.ts';

/** A rule of a person; it changes traffic while it is on and its document is there. */
export interface Rule extends SocketRule {
	id: number;
	document: number;
	isOn: boolean;
}

export interface RuleStore {
	rules: ReadonlySignal<readonly Rule[]>;
	/** How many rules change traffic now. */
	armed: ReadonlySignal<number>;
	isArmed(rule: Rule): boolean;
	/** Why the last change was not made. */
	problem: Signal<ActProblem | undefined>;
	/** Arms a new rule for a socket, or for all of its document. */
	add(socket: SocketRecord, rule: Omit<SocketRule, 'socket'>, forAll: boolean): Promise<void>;
	/** Switches a rule; one of a page that is gone comes over to the document of `here`. */
	turn(id: number, isOn: boolean, here: SocketRecord): Promise<void>;
	remove(id: number): Promise<void>;
	disarmAll(): Promise<void>;
	/** The document may have lost its rules while the connection was: it is told them again. */
	documentCame(token: string): void;
}

interface Surroundings {
	session: Session;
	version: ReadonlySignal<number>;
	perform(document: number, command: Command): Promise<ActProblem | undefined>;
}

/** The rules for frames, of all documents, as the pages have them; a change that failed is taken back. */
export function createRules({ session, version, perform }: Surroundings): RuleStore {
	const rules = signal<readonly Rule[]>([]);
	const problem = signal<ActProblem | undefined>(undefined);
	let last = 0;

	const isLive = (document: number): boolean => {
		const record = session.documents.get(document);
		return record !== undefined && record.endedAt === undefined;
	};
	const isArmed = (rule: Rule): boolean => rule.isOn && isLive(rule.document);
	const tell = (document: number): Promise<ActProblem | undefined> =>
		perform(document, {
			kind: 'socket-rules',
			rules: rules
				.peek()
				.filter((rule) => rule.isOn && rule.document === document)
				.map(({ id: _, document: __, isOn: ___, ...rule }) => rule),
		});
	/** Makes a change and has the document follow it; `undo` is what stays when it does not. */
	const change = async (document: number, next: readonly Rule[], undo: () => void): Promise<void> => {
		problem.value = undefined;
		rules.value = next;
		if (!isLive(document)) return;
		const failed = await tell(document);
		if (!failed) return;
		problem.value = failed;
		undo();
	};
	const replace = (id: number, by: Partial<Rule>): readonly Rule[] =>
		rules.peek().map((rule) => (rule.id === id ? { ...rule, ...by } : rule));

	return {
		rules,
		problem,
		isArmed,
		armed: computed(() => {
			version.value;
			return rules.value.filter(isArmed).length;
		}),
		async add(socket, rule, forAll) {
			const id = ++last;
			const { document, number } = socket;
			if (!isLive(document)) {
				problem.value = { kind: 'page-gone' };
				return;
			}
			const made: Rule = { ...rule, id, document, isOn: true, ...(forAll ? {} : { socket: number }) };
			await change(document, [...rules.peek(), made], () => {
				rules.value = replace(id, { isOn: false });
			});
		},
		async turn(id, isOn, here) {
			const rule = rules.peek().find((each) => each.id === id);
			if (!rule) return;
			const moved = isLive(rule.document) ? rule : movedTo(rule, here);
			await change(
				moved.document,
				rules.peek().map((each) => (each === rule ? { ...moved, isOn } : each)),
				() => {
					rules.value = replace(id, { isOn: !isOn });
				},
			);
		},
		async remove(id) {
			const rule = rules.peek().find((each) => each.id === id);
			if (!rule) return;
			const rest = rules.peek().filter((each) => each !== rule);
			await change(rule.isOn ? rule.document : -1, rest, () => {
				rules.value = [...rules.peek(), rule];
			});
		},
		async disarmAll() {
			problem.value = undefined;
			const before = rules.peek();
			const documents = new Set(before.filter(isArmed).map(({ document }) => document));
			rules.value = before.map((rule) => ({ ...rule, isOn: false }));
			for (const document of documents) {
				const failed = await tell(document);
				if (!failed) continue;
				problem.value = failed;
				const still = new Set(before.filter((rule) => rule.isOn && rule.document === document).map(idOf));
				rules.value = rules.peek().map((rule) => (still.has(rule.id) ? { ...rule, isOn: true } : rule));
			}
		},
		documentCame(token) {
			const on = rules
				.peek()
				.find((rule) => rule.isOn && session.documents.get(rule.document)?.token === token);
			if (!on) return;
			void tell(on.document).then((failed) => {
				if (failed) problem.value = failed;
			});
		},
	};
}

const idOf = ({ id }: Rule): number => id;

function movedTo({ socket, ...rule }: Rule, here: SocketRecord): Rule {
	return { ...rule, document: here.document, ...(socket === undefined ? {} : { socket: here.number }) };
}

export const actionKinds = ['hold', 'block', 'replace', 'delay'] as const satisfies RuleAction['kind'][];

/** Longest time, in ms, that a delayed frame waits. */
export const LONGEST_DELAY = 600_000;

/** A rule as a person fills it in. */
export interface RuleDraft {
	direction: 'in' | 'out';
	forAll: boolean;
	pattern: string;
	ignoresCase: boolean;
	action: RuleAction['kind'];
	by: string;
	/** ms. */
	delay: string;
}

export const emptyRule: RuleDraft = {
	direction: 'in',
	forAll: false,
	pattern: '',
	ignoresCase: false,
	action: 'hold',
	by: '',
	delay: '1000',
};

/** The rule that a draft stands for, or what is wrong with it. */
export function ruleOf(draft: RuleDraft): Omit<SocketRule, 'socket'> | { problem: ActProblem } {
	const flags = draft.ignoresCase ? 'i' : '';
	try {
		new RegExp(draft.pattern, flags);
	} catch (error) {
		return { problem: { kind: 'pattern', detail: error instanceof Error ? error.message : String(error) } };
	}
	const ms = Number(draft.delay);
	if (draft.action === 'delay' && !(draft.delay.trim() !== '' && ms >= 0 && ms <= LONGEST_DELAY))
		return { problem: { kind: 'delay', detail: String(LONGEST_DELAY) } };
	return { direction: draft.direction, pattern: draft.pattern, flags, action: actionOf(draft, ms) };
}

function actionOf({ action, by }: RuleDraft, ms: number): RuleAction {
	if (action === 'replace') return { kind: action, by };
	return action === 'delay' ? { kind: action, ms } : { kind: action };
}
