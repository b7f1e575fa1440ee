type Root = ShadowRoot | null | undefined;

/** What extensions alone are given: the shadow trees that pages keep to themselves; in Firefox of the element. */
declare const chrome: { dom?: { openOrClosedShadowRoot?(element: Element): Root } } | undefined;
type MaybeOpened = Element & { openOrClosedShadowRoot?: Root };

/** Shadow trees that are looked into. */
const MOST = 2_000;

/** The shadow trees of a document and those in them. Closed ones are looked for where an element is the page's own. */
export function shadowTrees(document: Document): ShadowRoot[] {
	const found: ShadowRoot[] = [];
	const look = (within: Document | ShadowRoot): void => {
		for (const element of within.querySelectorAll('*')) {
			const root = element.shadowRoot ?? (element.localName.includes('-') ? closedRoot(element) : undefined);
			if (!root) continue;
			if (found.length >= MOST) return;
			found.push(root);
			look(root);
		}
	};
	look(document);
	return found;
}

function closedRoot(element: Element): Root {
	try {
		const { dom } = chrome ?? {};
		return dom?.openOrClosedShadowRoot?.(element) ?? (element as MaybeOpened).openOrClosedShadowRoot;
	} catch {
		// It is none of HTML.
		return undefined;
	}
}
