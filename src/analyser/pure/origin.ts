/** The parts of an absolute URL that matter to origin checks; all strings as the URL standard serialises them. */
export interface ParsedUrl {
	protocol: string;
	username: string;
	hostname: string;
	/** '' for the scheme's default port. */
	port: string;
	host: string;
	origin: string;
	pathname: string;
	search: string;
	hash: string;
	href: string;
}

const DEFAULT_PORTS: Record<string, string> = {
	'http:': '80',
	'https:': '443',
	'ws:': '80',
	'wss:': '443',
	'ftp:': '21',
};
const SHAPE = /^([a-z][a-z0-9+.-]{0,20}:)(?:\/\/([^/?#\\]*))?([^?#]*)(\?[^#]*)?(#.*)?$/i;

const parsed = new Map<string, Readonly<ParsedUrl> | undefined>();
const KEPT = 2000;

/** Parses an absolute URL; undefined where `new URL` would throw or the form is beyond what checks meet. */
export function parseUrl(text: string): Readonly<ParsedUrl> | undefined {
	// The same origins are tried on each condition.
	const known = parsed.get(text);
	if (known || parsed.has(text)) return known;
	if (parsed.size >= KEPT) parsed.clear();
	const url = parse(text);
	parsed.set(text, url);
	return url;
}

/** Parses as `new URL(text, base)` does; undefined where it would throw (URL Standard, "relative state"). */
export function resolveUrl(text: string, base: string): Readonly<ParsedUrl> | undefined {
	const whole = parseUrl(text);
	const from = parseUrl(base);
	if (whole || !from || /^\s*[a-z][a-z0-9+.-]*:/i.test(text)) return whole;
	const root = `${from.protocol}//${from.host}`;
	if (!from.href.startsWith(root)) return undefined;
	const part = text.trim().replaceAll('\\', '/');
	if (part.startsWith('//')) return parseUrl(from.protocol + part);
	if (part.startsWith('/')) return parseUrl(root + part);
	if (part === '' || part.startsWith('#')) return parseUrl(root + from.pathname + from.search + part);
	const folder = part.startsWith('?') ? from.pathname : from.pathname.replace(/[^/]*$/, '');
	return parseUrl(root + folder + part);
}

function parse(text: string): ParsedUrl | undefined {
	const match = SHAPE.exec(text.trim().slice(0, 2000));
	if (!match) return undefined;
	const protocol = (match[1] ?? '').toLowerCase();
	const [, , authority, path = '', search = '', hash = ''] = match;
	const standard = protocol in DEFAULT_PORTS;
	if (standard && !authority) return undefined;
	const at = (authority ?? '').lastIndexOf('@');
	const username = at < 0 ? '' : (authority ?? '').slice(0, at);
	const [, name = '', given = ''] =
		/^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec((authority ?? '').slice(at + 1)) ?? [];
	const hostname = name.toLowerCase();
	if (standard && (hostname === '' || /[\s<>^|%]/.test(hostname))) return undefined;
	if (Number(given) > 65535) return undefined;
	const port = given === DEFAULT_PORTS[protocol] ? '' : given;
	const host = port ? `${hostname}:${port}` : hostname;
	const origin = standard ? `${protocol}//${host}` : 'null';
	const pathname = standard && path === '' ? '/' : path;
	const slashes = authority === undefined ? '' : '//';
	const href = `${protocol}${slashes}${username ? `${username}@` : ''}${host}${pathname}${search}${hash}`;
	return { protocol, username, hostname, port, host, origin, pathname, search, hash, href };
}

/** Whether a text is a serialised origin that a message event can carry (`null` included). */
export function isOrigin(text: string): boolean {
	if (text === 'null') return true;
	return (
		text.length < 270 &&
		/^https?:\/\/(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9]\d{0,4})?$/.test(
			text,
		)
	);
}
