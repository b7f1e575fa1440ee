import type { ProbeTranscript } from '../../protocol/probe.ts';
import { watchQuietly } from './quiet-changes.ts';
import { shadowTrees } from './shadow-trees.ts';

/** Microtasks in a row that a listener's own may be waited for in. */
const TURNS = 50;

const ALL: MutationObserverInit = {
	subtree: true,
	childList: true,
	attributes: true,
	attributeOldValue: true,
	characterData: true,
	characterDataOldValue: true,
};

/** Different changes told in words. */
const MOST_WORDS = 20;

/** Whether a text has one of the message in it; `marked`: one that no page has of itself. */
export type Carries = (text: string, marked: boolean) => boolean;

/**
 * Whose what changes is now: the listener's that is put to the test, that of another one which the message came to, or
 * the page's, which goes on with its own work.
 */
type Who = 'listener' | 'other' | 'page';

/**
 * What a listener changes in the document: all that changes while it runs or goes on with what it left, and afterwards
 * what carries text of its message, since the rest may be what the page does by itself: that is told apart. `safe`: it is
 * put back, afterwards only where it carries text that no page has of itself.
 */
export class MutationLog {
	readonly #observer = new MutationObserver((records) => this.#add(records));
	readonly #carries: Carries;
	readonly #safe: boolean;
	readonly #own = new Changes();
	readonly #unclear = new Changes();
	#who: Who = 'page';
	#hasRun = false;
	#quiet: ReturnType<typeof watchQuietly> | undefined;
	#calls = 0;

	/** `others`: documents of the same origin, which it can reach. */
	constructor(safe: boolean, carries: Carries, others: readonly Document[] = []) {
		this.#safe = safe;
		this.#carries = carries;
		for (const one of [document, ...others])
			for (const root of [one, ...shadowTrees(one)]) this.#observer.observe(root, ALL);
	}

	/** A listener runs from now on, or goes on with what it left: the one in question, or another. */
	begins(isListener: boolean): void {
		this.note();
		this.#calls++;
		this.#who = isListener ? 'listener' : 'other';
		if (isListener) this.#hasRun = true;
		this.#quiet ??= watchQuietly();
	}

	/** It has come back. The microtasks that it leaves are done before anything else of the page's: they are its own. */
	async ends(): Promise<void> {
		const call = this.#calls;
		this.note();
		for (let turn = 0; turn < TURNS; turn++) await undefined;
		if (this.#calls !== call) return;
		this.note();
		const changed = this.#quiet?.(this.#safe) ?? [];
		this.#quiet = undefined;
		if (this.#who === 'listener') this.#own.say(changed);
		this.#who = 'page';
	}

	/** Takes note of what has changed by now. */
	note(): void {
		this.#add(this.#observer.takeRecords());
	}

	stop(): void {
		this.#observer.disconnect();
	}

	get summary(): ProbeTranscript['mutations'] {
		const unclear = this.#unclear.summary;
		return { ...this.#own.summary, ...(unclear.count > 0 ? { unclear } : {}) };
	}

	#add(records: MutationRecord[]): void {
		if (this.#who !== 'page') {
			if (this.#who === 'listener') this.#own.add(records);
			if (this.#safe) this.#putBack(records);
		} else if (this.#hasRun) {
			const own = this.#carrying(records, false);
			this.#own.add(own);
			this.#unclear.add(records.filter((record) => !own.includes(record)));
			if (this.#safe) this.#putBack(this.#carrying(own, true));
		}
	}

	#carrying(records: readonly MutationRecord[], marked: boolean): MutationRecord[] {
		return records.filter((record) => textsOf(record).some((text) => this.#carries(text, marked)));
	}

	/** The last change first. */
	#putBack(records: readonly MutationRecord[]): void {
		for (const record of records.toReversed())
			try {
				putBack(record);
			} catch {
				// It was in another window, which is gone.
			}
		// Our own changes are not the page's.
		if (records.length > 0) this.#observer.takeRecords();
	}
}

/** How many changes there were, and the first different ones in words. */
class Changes {
	readonly #words = new Set<string>();
	#count = 0;

	add(records: readonly MutationRecord[]): void {
		this.say(records.map(wordsOf));
	}

	say(changes: readonly string[]): void {
		this.#count += changes.length;
		for (const words of changes) if (this.#words.size < MOST_WORDS) this.#words.add(words);
	}

	get summary(): { count: number; summary: string[] } {
		return { count: this.#count, summary: [...this.#words] };
	}
}

/** What was put there. */
function textsOf({ type, target, attributeName, addedNodes }: MutationRecord): string[] {
	if (type === 'attributes') return [(target as Element).getAttribute(attributeName ?? '') ?? ''];
	if (type === 'characterData') return [(target as CharacterData).data];
	return [...addedNodes].flatMap((node) => [
		node.textContent ?? '',
		(node as Partial<Element>).outerHTML ?? '',
	]);
}

function putBack(record: MutationRecord): void {
	const { type, target, attributeName, attributeNamespace, oldValue } = record;
	if (type === 'attributes') {
		const element = target as Element;
		// Chromium removes no style that only a script's `style` object has given, until somebody reads the attribute.
		element.getAttributeNS(attributeNamespace, attributeName ?? '');
		if (oldValue === null) element.removeAttributeNS(attributeNamespace, attributeName ?? '');
		else element.setAttributeNS(attributeNamespace, attributeName ?? '', oldValue);
	} else if (type === 'characterData') (target as CharacterData).data = oldValue ?? '';
	else {
		for (const node of record.addedNodes) if (node.parentNode === target) target.removeChild(node);
		const next = record.nextSibling?.parentNode === target ? record.nextSibling : null;
		for (const node of record.removedNodes) target.insertBefore(node, next);
	}
}

function wordsOf({ type, target, attributeName }: MutationRecord): string {
	// Each window has interfaces of its own.
	const above = (target as Partial<ShadowRoot>).host ?? target.parentElement;
	const element = target.nodeType === Node.ELEMENT_NODE ? (target as Element) : above;
	const id = element?.id ? `#${element.id}` : '';
	return `${type}${attributeName ? ` ${attributeName}` : ''} of ${element?.localName ?? '#document'}${id}`;
}
