/** How long a file stays reachable for the browser to fetch it, in ms. */
const KEPT_MS = 60_000;

/** Saves text as a file in the browser's way of downloading. */
export function download(name: string, type: string, parts: string[]): void {
	const url = URL.createObjectURL(new Blob(parts, { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
