/** Names of this machine, where what is being developed is rarely encrypted. */
const HERE = /^([\w-]+\.)*(localhost|127\.[\d.]+|\[::1\])(?=[:/?#]|$)/i;

/**
 * Address of a page from what a person typed: `example.com` → `https://example.com/`, `localhost:3000` →
 * `http://localhost:3000/`. Throws on anything that is no page.
 */
export function pageUrl(text: string): string {
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
		? text
		: `${HERE.test(text) ? 'http' : 'https'}://${text}`;
	const url = URL.canParse(whole) ? new URL(whole) : undefined;
	if (!url || /^[./\\]/.test(text) || !/^(https?|file):$/.test(url.protocol))
		throw new Error(`Not the address of a page: ${text}`);
	return url.href;
}
