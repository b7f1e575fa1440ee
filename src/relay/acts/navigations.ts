/** A navigation of this document that is about to begin (HTML, "the navigate event"); not in this compiler's library. */
export type Navigate = Event & { destination: { url: string } };

/** Shows each one of these windows before it begins, where the browser has the Navigation API; the answer ends it. */
export function watchNavigations(left: (event: Navigate) => void, windows: Window[] = [window]): () => void {
	const receive = left as (event: Event) => void;
	const sources = windows.map((one) => (one as { navigation?: EventTarget }).navigation);
	for (const source of sources) source?.addEventListener('navigate', receive);
	return () => {
		for (const source of sources)
			try {
				source?.removeEventListener('navigate', receive);
			} catch {
				// Its window is gone: nothing of it can be touched any more.
			}
	};
}

/** An address with its escapes resolved, as far as they can be: as a message may have had it. */
export const decoded = (url: string): string =>
	url.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
