/** Address of a page from what a person typed: `example.com` → `https://example.com/`. Throws on anything that is no page. */
export function pageUrl(text: string): string {
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	const url = URL.canParse(whole) ? new URL(whole) : undefined;
	if (!url || !/^(https?|file):$/.test(url.protocol)) throw new Error(`Not the address of a page: ${text}`);
	return url.href;
}
