/** One page-visible behaviour as recorded in a page. */
export interface Recorded {
	id: string;
	group: string;
	value: unknown;
}

export interface Difference {
	id: string;
	group: string;
	without: string;
	with: string;
}

/** The behaviours whose values differ between two runs, also those that only one of them has. */
export function compare(before: readonly Recorded[], after: readonly Recorded[]): Difference[] {
	const key = ({ group, id }: Recorded) => `${group}\n${id}`;
	const texts = new Map(after.map((one) => [key(one), JSON.stringify(one.value)]));
	const found: Difference[] = [];
	for (const one of before) {
		const [text, other] = [JSON.stringify(one.value), texts.get(key(one)) ?? '(not recorded)'];
		texts.delete(key(one));
		if (text !== other) found.push({ id: one.id, group: one.group, without: text, with: other });
	}
	for (const [left, text] of texts) {
		const [group = '', id = ''] = left.split('\n');
		found.push({ id, group, without: '(not recorded)', with: text });
	}
	return found;
}
