/** By CSS selector, or by ARIA role and accessible name (whole, or the given part of it). */
export type ElementQuery =
	| { selector: string }
	| { role: string; name?: string; includes?: string; selected?: boolean };

export interface Located {
	/** Middle of the element in CSS pixels of the viewport. */
	x: number;
	y: number;
	text: string;
}

/**
 * Finds the first visible element of a query; runs in the panel, so it is made of nothing but itself.
 * Names are taken from aria-label, aria-labelledby, the label of a field, or the text. `bring` scrolls it into view:
 * for an act, since a mere look must leave the panel as it is.
 */
export function locate(query: ElementQuery, bring: boolean): Located | undefined {
	const implicit: Record<string, string> = {
		button: 'button, summary',
		checkbox: 'input[type=checkbox]',
		textbox: 'input:not([type]), input[type=text], textarea',
		heading: 'h1, h2, h3, h4, h5, h6',
		link: 'a[href]',
		status: 'output',
		region: 'section[aria-label], section[aria-labelledby]',
	};
	const nameOf = (element: Element): string => {
		const label = element.getAttribute('aria-label');
		if (label) return label;
		const by = element.getAttribute('aria-labelledby');
		if (by)
			return by
				.split(/\s+/)
				.map((id) => document.getElementById(id)?.textContent ?? '')
				.join(' ');
		const text = element.textContent || element.closest('label')?.textContent;
		return (text || element.getAttribute('title') || '').replace(/\s+/g, ' ').trim();
	};
	const matches = (element: Element): boolean => {
		if (element.getClientRects().length === 0) return false;
		if ('selector' in query) return true;
		const role = element.getAttribute('role');
		if (role && role !== query.role) return false;
		const name = nameOf(element);
		if (query.name !== undefined && name.trim() !== query.name) return false;
		if (query.includes !== undefined && !name.includes(query.includes)) return false;
		const selected = element.getAttribute('aria-selected') === 'true';
		return query.selected === undefined || query.selected === selected;
	};
	const selector =
		'selector' in query
			? query.selector
			: [`[role="${query.role}"]`, implicit[query.role]].filter(Boolean).join(', ');
	const element = [...document.querySelectorAll(selector)].find(matches);
	if (!element) return undefined;
	if (bring) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	const { left, top, width, height } = element.getBoundingClientRect();
	return { x: left + width / 2, y: top + height / 2, text: element.textContent ?? '' };
}
