/** A navigation of this document that is about to begin (HTML, "the navigate event"); not in this compiler's library. */
export type Navigate = Event & { destination: { url: string } };

/** Shows each one before it begins, where the browser has the Navigation API; the answer ends it. */
export function watchNavigations(left: (event: Navigate) => void): () => void {
	const { navigation } = globalThis as { navigation?: EventTarget };
	const receive = left as (event: Event) => void;
	navigation?.addEventListener('navigate', receive);
	return () => navigation?.removeEventListener('navigate', receive);
}

/** An address with its escapes resolved, as far as they can be: as a message may have had it. */
export function decoded(url: string): string {
	try {
		return decodeURIComponent(url);
	} catch {
		return url;
	}
}
