/** Windows of the tab that are looked at. */
const MOST_WINDOWS = 200;

/** Other windows of this tab that the page may read, as far as there are not too many. */
export function neighbours(): Window[] {
	const found: Window[] = [];
	const waiting = [window.top ?? window];
	for (const one of waiting) {
		for (let at = 0; at < one.length && waiting.length < MOST_WINDOWS; at++) waiting.push(one[at] as Window);
		if (one !== window && isReadable(one)) found.push(one);
	}
	if (window.opener && isReadable(window.opener)) found.push(window.opener);
	return found;
}

/** Whether the page may read a window: it is of its origin. */
export function isReadable(other: Window): boolean {
	try {
		return Boolean(other.document);
	} catch {
		return false;
	}
}
