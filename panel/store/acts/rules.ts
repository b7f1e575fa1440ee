import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RuleAction, SocketRule } from '../../../src/protocol/act.ts';
import type { Command } from '../../../src/protocol/command.ts';
import { failure } from '../../../src/protocol/failure.ts';
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

/** The rules for frames, of all documents, as the pages have them. */
export function createRules({ session, version, perform }: Surroundings): RuleStore {
	const rules = signal<readonly Rule[]>([]);
	const problem = signal<ActProblem | undefined>(undefined);
	let last = 0;

	const isLive = (document: number): boolean => {
		const record = session.documents.get(document);
		return record !== undefined && record.endedAt === undefined;
	};
	const isArmed = (rule: Rule): boolean => rule.isOn && isLive(rule.document);
	const tell = (document: number, all: readonly Rule[]): Promise<ActProblem | undefined> =>
		perform(document, {
			kind: 'socket-rules',
			rules: all
				.filter((rule) => rule.isOn && rule.document === document)
				.map(({ id: _, document: __, isOn: ___, ...rule }) => rule),
		});
	let turn = Promise.resolve();
	/**
	 * Has the document follow a change, and makes it here when it did: what is shown as armed is. Changes are made one
	 * after the other, each of what the last has left.
	 */
	const change = (
		document: number,
		next: () => readonly Rule[],
		otherwise = () => rules.peek(),
	): Promise<void> => {
		turn = turn.then(async () => {
			problem.value = undefined;
			const wanted = next();
			const failed = isLive(document) ? await tell(document, wanted) : undefined;
			batch(() => {
				rules.value = failed ? otherwise() : wanted;
				problem.value = failed;
			});
		});
		return turn;
	};

	const find = (id: number): Rule | undefined => rules.peek().find((rule) => rule.id === id);

	return {
		rules,
		problem,
		isArmed,
		armed: computed(() => {
			version.value;
			return rules.value.filter(isArmed).length;
		}),
		async add(socket, rule, forAll) {
			const { document, number } = socket;
			if (!isLive(document)) {
				problem.value = failure('document-gone');
				return;
			}
			const made = { ...rule, id: ++last, document, ...(forAll ? {} : { socket: number }) };
			const withRule = (isOn: boolean) => (): readonly Rule[] => [...rules.peek(), { ...made, isOn }];
			await change(document, withRule(true), withRule(false));
		},
		async turn(id, isOn, here) {
			const rule = find(id);
			if (!rule) return;
			const moved = isLive(rule.document) ? rule : movedTo(rule, here);
			await change(moved.document, () =>
				rules.peek().map((each) => (each.id === id ? { ...moved, isOn } : each)),
			);
		},
		async remove(id) {
			const rule = find(id);
			if (!rule) return;
			await change(rule.isOn ? rule.document : -1, () => rules.peek().filter((each) => each.id !== id));
		},
		async disarmAll() {
			const documents = new Set(
				rules
					.peek()
					.filter(isArmed)
					.map((rule) => rule.document),
			);
			const problems: ActProblem[] = [];
			for (const document of documents) {
				await change(document, () =>
					rules.peek().map((rule) => (rule.document === document ? { ...rule, isOn: false } : rule)),
				);
				if (problem.peek()) problems.push(problem.peek() as ActProblem);
			}
			problem.value = problems[0];
		},
		documentCame(token) {
			const on = rules
				.peek()
				.find((rule) => rule.isOn && session.documents.get(rule.document)?.token === token);
			if (!on) return;
			void tell(on.document, rules.peek()).then((failed) => {
				if (failed) problem.value = failed;
			});
		},
	};
}

function movedTo({ socket, ...rule }: Rule, here: SocketRecord): Rule {
	return { ...rule, document: here.document, ...(socket === undefined ? {} : { socket: here.number }) };
}

export const actionKinds = ['hold', 'block', 'replace', 'delay'] as const satisfies RuleAction['kind'][];

/** Longest time, in ms, that a delayed frame waits. */
const LONGEST_DELAY = 600_000;

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
	/** At most so many ms more, by chance. */
	jitter: string;
}

export const emptyRule: RuleDraft = {
	direction: 'in',
	forAll: false,
	pattern: '',
	ignoresCase: false,
	action: 'hold',
	by: '',
	delay: '1000',
	jitter: '0',
};

/** The rule that a draft stands for, or what is wrong with it. */
export function ruleOf(draft: RuleDraft): Omit<SocketRule, 'socket'> | { problem: ActProblem } {
	const flags = draft.ignoresCase ? 'i' : '';
	try {
		new RegExp(draft.pattern, flags);
	} catch (error) {
		return { problem: { kind: 'pattern', detail: error instanceof Error ? error.message : String(error) } };
	}
	const [ms, jitter] = [spanOf(draft.delay), spanOf(draft.jitter)];
	if (draft.action === 'delay' && (ms === undefined || jitter === undefined))
		return { problem: { kind: 'delay', detail: String(LONGEST_DELAY) } };
	return { direction: draft.direction, pattern: draft.pattern, flags, action: actionOf(draft, ms, jitter) };
}

/** What cannot be said of a pattern at once: whether a text can keep it busy without end. */
export async function troubleWith(
	rule: Pick<SocketRule, 'pattern' | 'flags'>,
): Promise<ActProblem | undefined> {
	const { isExponential } = await import('./backtracking.ts');
	return isExponential(rule.pattern, rule.flags) ? { kind: 'slow-pattern' } : undefined;
}

/** A time in ms as a person typed it; undefined for what is none. */
function spanOf(text: string): number | undefined {
	const ms = text.trim() === '' ? Number.NaN : Number(text);
	return ms >= 0 && ms <= LONGEST_DELAY ? ms : undefined;
}

function actionOf({ action, by }: RuleDraft, ms = 0, jitter = 0): RuleAction {
	if (action === 'replace') return { kind: action, by };
	if (action === 'delay') return { kind: action, ms, ...(jitter > 0 ? { jitter } : {}) };
	return { kind: action };
}
