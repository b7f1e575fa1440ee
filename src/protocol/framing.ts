import type { FramingHeaders } from './command.ts';

/** What response headers say of framing; `headerNamed` gives the value of one by its name, nothing where it was not sent. */
export function framingIn(headerNamed: (name: string) => string | null | undefined): FramingHeaders {
	const named = (key: keyof FramingHeaders, name: string): FramingHeaders => {
		const value = headerNamed(name) ?? undefined;
		return value === undefined ? {} : { [key]: value };
	};
	return {
		...named('xFrameOptions', 'x-frame-options'),
		...named('contentSecurityPolicy', 'content-security-policy'),
		...named('crossOriginOpenerPolicy', 'cross-origin-opener-policy'),
	};
}
