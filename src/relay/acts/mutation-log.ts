import type { ProbeTranscript } from '../../protocol/probe.ts';

/** Different changes told in words. */
const MOST_WORDS = 20;

/** What changes in the document from its making until it is stopped; the first part of it can be undone. */
export class MutationLog {
	readonly #observer = new MutationObserver((records) => this.#add(records));
	readonly #words = new Set<string>();
	#fresh: MutationRecord[] = [];
	#count = 0;

	constructor() {
		this.#observer.observe(document, {
			subtree: true,
			childList: true,
			attributes: true,
			attributeOldValue: true,
			characterData: true,
			characterDataOldValue: true,
		});
	}

	/** Takes note of what has changed by now. */
	note(): void {
		this.#add(this.#observer.takeRecords());
	}

	/** Puts back, last change first, what was noted since the beginning or the last undoing. */
	undo(): void {
		for (const record of this.#fresh.reverse()) putBack(record);
		this.#fresh = [];
		// Our own changes are not the page's.
		this.#observer.takeRecords();
	}

	/** Forgets what has changed since the last note; `back`: and undoes it. */
	drop(back: boolean): void {
		const records = this.#observer.takeRecords();
		if (!back) return;
		for (const record of records.reverse()) putBack(record);
		this.#observer.takeRecords();
	}

	stop(): void {
		this.#observer.disconnect();
	}

	get summary(): ProbeTranscript['mutations'] {
		return { count: this.#count, summary: [...this.#words] };
	}

	#add(records: MutationRecord[]): void {
		this.#count += records.length;
		for (const record of records) {
			this.#fresh.push(record);
			if (this.#words.size < MOST_WORDS) this.#words.add(wordsOf(record));
		}
	}
}

function putBack(record: MutationRecord): void {
	const { type, target, attributeName, attributeNamespace, oldValue } = record;
	if (type === 'attributes') {
		const element = target as Element;
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
