/** Origins that have nothing to do with any site. */
const ANYONE = [
	'https://evil.test',
	'http://evil.test',
	'https://evil.test:8443',
	'https://a.b.evil.test',
	'https://203.0.113.9',
	'https://[2001:db8::1]',
	'https://e',
	'http://localhost:3000',
	'null',
	'',
	'file://',
	'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
];

/** Origins that have nothing to do with the script, and ones an attacker would derive from its constants. */
export function strangersTo(script: string): string[] {
	const named = script.matchAll(
		/(https?):\\?\/\\?\/([\w.\\-]+(?::\d+)?)|(?<![\w/])\.?([\w-]+(?:\\?\.[\w-]+)*\\?\.(?:example|com|org|io|uk))\b/g,
	);
	const derived = [...named].flatMap(([, scheme = 'https', full, bare]) => {
		const host = (full ?? bare ?? '').replaceAll('\\', '').toLowerCase();
		const name = host.replace(/^\./, '');
		return [
			`${scheme}://${name}.evil.test`,
			`${scheme}://evil${name}`,
			`${scheme}://evil-${name}`,
			`${scheme}://${name.replace('.', 'x')}`,
			`${scheme}://${name.replaceAll('.', 'x')}`,
			`${scheme}://${name}pany`,
			`${scheme}://${name.slice(0, -1)}`,
			`${scheme}://${name}:444`,
			`${scheme}://sub.${name}`,
			`${scheme === 'https' ? 'http' : 'https'}://${name}`,
			`${scheme}://${name}`,
		];
	});
	return [...new Set([...ANYONE, ...derived])];
}
