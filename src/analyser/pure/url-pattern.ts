/** Parts of an address that a pattern speaks of, as `new URLPattern({ … })` has them; those left out match anything. */
export interface PatternParts {
	protocol?: string;
	hostname?: string;
	port?: string;
}

/**
 * The regular expression for the origins that a URLPattern matches (https://urlpattern.spec.whatwg.org); undefined for
 * syntax that is not followed: groups with patterns of their own, relative patterns.
 */
export function originPattern(pattern: string | PatternParts): string | undefined {
	const parts = typeof pattern === 'string' ? partsOf(pattern) : pattern;
	if (!parts) return undefined;
	const protocol = expression(parts.protocol ?? '*', '[^:]+');
	const hostname = expression(parts.hostname ?? '*', '[^.]+');
	const port = expression(parts.port ?? '*', '\\d+');
	if (protocol === undefined || hostname === undefined || port === undefined) return undefined;
	const portPart =
		port === '' ? '' : `(?::${port})${parts.port === undefined || parts.port === '*' ? '?' : ''}`;
	return `^${protocol}://${hostname}${portPart}$`;
}

/** In a text, a host without a port means the default port alone; what comes after the last part may be anything. */
function partsOf(text: string): PatternParts | undefined {
	const found = /^([^:/]+):\/\/([^/:]*(?::[A-Za-z_][^/:.]*)?[^/:]*)(?::([^/]*))?(?:\/\*?)?$/.exec(text);
	const [, protocol, hostname, port = ''] = found ?? [];
	return protocol && hostname ? { protocol, hostname, port } : undefined;
}

/** One part: text, `*`, `:name` and `{ … }?`. */
function expression(part: string, segment: string): string | undefined {
	let made = '';
	let depth = 0;
	for (let at = 0; at < part.length; at++) {
		const sign = part[at] ?? '';
		const name = sign === ':' ? /^:[A-Za-z_]\w*/.exec(part.slice(at))?.[0] : undefined;
		if (name) {
			made += segment;
			at += name.length - 1;
		} else if (sign === '*') made += '.*';
		else if (sign === '{') {
			made += '(?:';
			depth++;
		} else if (sign === '}') {
			made += ')';
			depth--;
		} else if (/[?+]/.test(sign) && part[at - 1] === '}') made += sign;
		else if (/[()\\]/.test(sign) || /[?+]/.test(sign)) return undefined;
		else made += sign.replace(/[.^$|[\]/-]/, '\\$&');
	}
	return depth === 0 ? made : undefined;
}
