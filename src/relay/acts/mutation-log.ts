import type { ProbeTranscript } from '../../protocol/probe.ts';

/** Microtasks in a row that a listener's own may be waited for in. */
const TURNS = 50;

/** Different changes told in words. */
const MOST_WORDS = 20;

/** Whether a text has one of the message in it; `marked`: one that no page has of itself. */
export type Carries = (text: string, marked: boolean) => boolean;

/**
 * What a listener changes in the document: all that changes while it runs, and afterwards what carries text of its
 * message, since the rest may be what the page does by itself. `safe`: it is put back, afterwards only where it carries
 * text that no page has of itself.
 */
export class MutationLog {
	readonly #observer = new MutationObserver((records) => this.#add(records));
	readonly #carries: Carries;
	readonly #safe: boolean;
	readonly #words = new Set<string>();
	#count = 0;
	#state: 'before' | 'running' | 'after' = 'before';

	constructor(safe: boolean, carries: Carries) {
		this.#safe = safe;
		this.#carries = carries;
		this.#observer.observe(document, {
			subtree: true,
			childList: true,
			attributes: true,
			attributeOldValue: true,
			characterData: true,
			characterDataOldValue: true,
		});
	}

	/** The listener runs from now on. */
	begin(): void {
		this.#observer.takeRecords();
		this.#state = 'running';
	}

	/** The listener has come back. The microtasks that it leaves are done before anything else of the page's. */
	async returned(): Promise<void> {
		this.#add(this.#observer.takeRecords());
		for (let turn = 0; turn < TURNS; turn++) await undefined;
		this.#add(this.#observer.takeRecords());
		this.#state = 'after';
	}

	/** Takes note of what has changed by now. */
	note(): void {
		this.#add(this.#observer.takeRecords());
	}

	/** Another listener of the same message has come back: what it changed is not told. */
	drop(): void {
		const records = this.#observer.takeRecords();
		if (this.#safe) this.#putBack(records);
	}

	stop(): void {
		this.#observer.disconnect();
	}

	get summary(): ProbeTranscript['mutations'] {
		return { count: this.#count, summary: [...this.#words] };
	}

	#add(records: MutationRecord[]): void {
		if (this.#state === 'before') return;
		const isRunning = this.#state === 'running';
		const carrying = (marked: boolean): MutationRecord[] =>
			isRunning
				? records
				: records.filter((record) => textsOf(record).some((text) => this.#carries(text, marked)));
		const own = carrying(false);
		this.#count += own.length;
		for (const record of own) if (this.#words.size < MOST_WORDS) this.#words.add(wordsOf(record));
		if (this.#safe) this.#putBack(isRunning ? own : carrying(true));
	}

	/** The last change first. */
	#putBack(records: MutationRecord[]): void {
		for (const record of records.toReversed()) putBack(record);
		// Our own changes are not the page's.
		if (records.length > 0) this.#observer.takeRecords();
	}
}

/** What was put there. */
function textsOf({ type, target, attributeName, addedNodes }: MutationRecord): string[] {
	if (type === 'attributes') return [(target as Element).getAttribute(attributeName ?? '') ?? ''];
	if (type === 'characterData') return [(target as CharacterData).data];
	return [...addedNodes].flatMap((node) => [
		node.textContent ?? '',
		node instanceof Element ? node.outerHTML : '',
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
	const element = target instanceof Element ? target : target.parentElement;
	const id = element?.id ? `#${element.id}` : '';
	return `${type}${attributeName ? ` ${attributeName}` : ''} of ${element?.localName ?? '#document'}${id}`;
}
