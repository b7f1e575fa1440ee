/** What stands in the place of a credential. */
export const REDACTED = '[redacted]';

/**
 * Names of fields that hold credentials, wherever they stand: keys, headers, parameters. Long ones may be part of
 * a longer name (`xCsrfTokenValue`), short ones must stand alone; `author` and `authority` are no `auth`.
 */
const LONG =
	'token|secret|passw(?:or)?d|pass(?:phrase|code)|phpsessid|api[_-]?key|private[_-]?key|access[_-]?key|credential|cookie|jwt|csrf|xsrf|bearer|signature|session[_-]?(?:id|key)|auth(?!or(?!i[sz]))';
const SHORT = 'sid|sig|otp|pin|pwd|pass|session';
/** No letter before it, unless that belongs to a percent escape, be it of an escape, or to one of JSON. */
const ALONE = '(?:(?<![a-z0-9])|(?<=%(?:25){0,3}[0-9a-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9a-f]{4}))';

/** Source of a regular expression that finds such a name and the rest of the word; for the flag `i`. */
export const SECRET_NAME = `(?:(?:${LONG})[\\w-]{0,40}|${ALONE}(?:${SHORT})(?![a-z]))`;

const anywhere = new RegExp(SECRET_NAME, 'i');

/** Longer texts, and those with other signs, are contents, not names. */
const NAME = /^[\w\-.$:@ /[\]]{1,80}$/;

/** Whether a field of this name holds a credential. */
export function isSecretName(name: string): boolean {
	return NAME.test(name) && !name.includes(REDACTED) && anywhere.test(name);
}

/** Whether a text mentions such a name at all. */
export function namesSecret(text: string): boolean {
	return anywhere.test(text);
}
