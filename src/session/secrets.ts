/** What a credential is, as far as its looks tell. */
export const secretKinds = [
	'jwt',
	'oauth',
	'bearer',
	'api-key',
	'signed-url',
	'session',
	'private-key',
	'url-password',
	'named',
] as const;
export type SecretKind = (typeof secretKinds)[number];

/** Names of fields whose value is a credential; headers begin with `x-` and have hyphens. */
const NAMES =
	'(?:x-)?(?:access|id|refresh|auth|oauth|session|bearer)[_-]?token|(?:x-)?api[_-]?key|client_?secret|' +
	'secret_?access_?key|passwd|password|secret|authorization';
/** Names of the cookies and parameters by which frameworks know a session. */
const SESSIONS =
	'session_?id|PHPSESSID|JSESSIONID|ASPSESSIONID[A-Z]{8}|ASP\\.NET_SessionId|connect\\.sid|laravel_session|_rails_session';
/** What stands before a name: the beginning, a quote, or a sign that parts parameters, fields or words. */
const BEFORE = '(?:^|["\'&?#\\s{,;])';
/** What stands in the place of a value in documentation, types and redacted texts. */
const NO_VALUE =
	'(?!string|required|undefined|null|true|false|boolean|number|function|redacted|[*<[{$]|x{3})';
/** The end of a name and the beginning of its value, also within JSON that is a text within JSON, and in a Map. */
const IS = `\\\\{0,7}["']?\\s*[:=]>?\\s*\\\\{0,7}["']?`;
const VALUE = `${IS}${NO_VALUE}[^\\s"'&,}]{6,}`;

/** A name that others bear too (parsers' and pages' tokens): then the value must look as if it was made by chance. */
const RANDOM = `${IS}(?=[\\w.~+/=-]{0,200}\\d)(?=[\\w.~+/=-]{0,200}[a-z])[\\w.~+/=-]{12,}`;

/** The two of a redirection as members of an object, in this order; each is a text in quotes. */
const members = (first: string, second: string): string =>
	`${BEFORE}${first}(?:[^{}]{0,200}[,\\s])?\\\\{0,7}["']?${second}`;
const QUOTE = `\\\\{0,7}["']`;
const CODE = `code${QUOTE}?\\s*[:=]>?\\s*${QUOTE}(?=[\\w.~%/+=-]{0,200}\\d)(?=[\\w.~%/+=-]{0,200}[a-z])[\\w.~%/+=-]{16,500}${QUOTE}`;
const STATE = `state${QUOTE}?\\s*[:=]>?\\s*${QUOTE}[^\\s"'\\\\]{6,500}${QUOTE}`;

/**
 * Forms of credentials, most telling first. Formats of keys are those that their issuers document, as the secret scanners
 * of code hosts have them; keys that are meant to be public (Stripe's `pk_`) are left out. Repetitions
 * before something else are bounded, so that no text takes long.
 */
const forms: readonly [SecretKind, RegExp][] = [
	['private-key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
	// RFC 7519: header and payload are JSON objects in base64url.
	['jwt', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/],
	// RFC 6749: an authorization code in the redirection, beside the state or alone but long.
	[
		'oauth',
		/[?&#]code=[\w.~%/-]{6,500}&(?:[^\s#]{0,200}&)?state=|[?&#]state=[^&\s]{1,200}&(?:[^\s#]{0,200}&)?code=[\w.~%/-]{6,}/,
	],
	['oauth', /[?&#]code=(?=[\w.~%/-]{0,200}\d)(?=[\w.~%/-]{0,200}[A-Za-z])[\w.~%/-]{20,}/],
	['oauth', new RegExp(`${members(CODE, STATE)}|${members(STATE, CODE)}`)],
	['oauth', /\bya29\.[\w-]{16,}|\bGOCSPX-[\w-]{20,}/],
	['bearer', /\bBearer\s+[\w.~+/-]{16,}/i],
	['bearer', /\bBasic\s+(?=\S{0,200}[\dA-Z=])[A-Za-z\d+/]{16,}={0,2}(?![\w-])/],
	['api-key', /\b(?:gh[oprsu]_\w{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}|npm_[A-Za-z\d]{36})/],
	['api-key', /\b(?:[sr]k_(?:live|test)_\w{16,}|whsec_\w{24,}|sq0(?:atp|csp)-[\w-]{22,})/],
	['api-key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}(?![\w-])/],
	[
		'api-key',
		/\bxox[abeoprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}|hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}/,
	],
	['api-key', /\bsk-(?:ant-|proj-|svcacct-)[\w-]{20,}|\bsk-[A-Za-z\d]{32,}|\bhf_[A-Za-z\d]{30,}/],
	['api-key', /\bSG\.[\w-]{22}\.[\w-]{43}|\bkey-[\da-f]{32}\b|\bSK[\da-f]{32}\b|\bdop_v1_[\da-f]{64}\b/],
	['api-key', /\bshp(?:at|ca|pa|ss)_[\da-fA-F]{32}\b|\b\d{8,10}:AA[\w-]{33}(?![\w-])|\bEAA[A-Za-z\d]{60,}/],
	['signed-url', /[?&]X-Amz-Signature=[\da-f]{64}|[?&]X-Goog-Signature=[\da-f]{64,}|[?&]sig=[\w%+/-]{40,}/i],
	['url-password', /\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/?#@:"']{1,200}:[^\s/?#@"']{3,200}@/i],
	['session', new RegExp(`${BEFORE}(?:${SESSIONS})${VALUE}`, 'i')],
	['named', new RegExp(`${BEFORE}(?:${NAMES})${VALUE}`, 'i')],
	['named', new RegExp(`${BEFORE}token${RANDOM}`, 'i')],
];

/** A word of each form, for texts too many to be looked at closely; escapes of JSON are no hindrance. */
const TELLING =
	/PRIVATE KEY|eyJ|code(?:=|\\{0,15}["'])|bearer|basic|ya29|GOCSPX|gh[oprsu]_|github_pat|glpat|npm_|[sr]k_|whsec|sq0|AKIA|ASIA|AIza|xox|xapp|hooks\.slack|sk-|hf_|SG\.|key-|SK[\da-f]|dop_v1|shp(?:at|ca|pa|ss)_|:AA|EAA|signature|sig=|:\/\/[^\s/"]{1,500}@|sess|connect\.sid|token|api[_-]?key|secret|passw|authorization/i;

/** Whether a text may hold a credential; false means that `secretIn` finds none, however it is quoted. */
export const mayHoldSecret = (text: string): boolean => TELLING.test(text);

/** What kind of credential a text seems to hold; undefined where none is seen. */
export function secretIn(text: string): SecretKind | undefined {
	return forms.find(([, form]) => form.test(text))?.[0];
}

/** Whether a text holds something that looks like a credential. */
export const hasSecret = (text: string): boolean => secretIn(text) !== undefined;
