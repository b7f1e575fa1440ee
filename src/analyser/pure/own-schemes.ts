/** Any page of a scheme. */
const ANY_HOST = 'anypage';
/** Schemes that pages of the web have, or documents without an origin of their own. */
const OF_WEB = /^(https?|wss?|ftp|blob|data|about|javascript|mailto|tel):$/;

/**
 * Origins of pages that only extensions, apps or the visitor's own files have, where a text is such an origin or begins
 * like one: of the page that it names, and of any.
 */
export function ofOwnScheme(text: string): string[] {
	const [, scheme = '', slashes, host = ''] = /^([a-z][a-z0-9+.-]*:)(\/\/([\w.-]*))?$/.exec(text) ?? [];
	if (OF_WEB.test(scheme) || scheme === '' || (slashes === undefined && !isOfExtensions(scheme))) return [];
	if (scheme === 'file:') return ['file://'];
	return [...(host === '' ? [] : [`${scheme}//${host}`]), `${scheme}//${ANY_HOST}`];
}

/** The scheme of an origin that stands for any page of it. */
export function schemeOfAny(origin: string): string | undefined {
	const [, scheme = '', host] = /^([a-z][a-z0-9+.-]*:)\/\/([a-z]*)$/.exec(origin) ?? [];
	if (scheme === '' || scheme === 'file:' || OF_WEB.test(scheme)) return undefined;
	return host === '' || host === ANY_HOST ? scheme : undefined;
}

/** Whether a scheme is one of browsers' extensions. */
export const isOfExtensions = (scheme: string): boolean => /^[a-z]+(-[a-z]+)*-extension:$/.test(scheme);
