// Every sentence of the analyser, with $1, $2 for what it names. The panel says them in other languages by their keys.

export const SENTENCES = {
	// What happens with a message, as part of another sentence.
	'data-html': 'the data becomes HTML',
	'data-eval': 'the data is run as code',
	'data-navigation': 'the data becomes an address',
	'data-document-write': 'the data is written into the document',
	'data-script': 'the data becomes script',
	'data-timer-string': 'the data is run as code by a timer',
	'data-jquery-html': 'the data becomes HTML through jQuery',
	'data-storage': 'the data is stored',
	'data-cookie': 'the data becomes a cookie',
	'data-network': 'the data goes into a request',
	'data-relay': 'the data is sent on to a window',
	'data-socket-send': 'the data is sent on',
	'data-prototype': 'the data chooses which property is written',
	'data-call': 'the data is handed to other code',
	'data-state': 'the data changes state',
	'message-acts': 'the message makes something happen',
	'any-origin': 'any origin',

	// Why the verdict is what it is.
	'no-check': 'Any page can send this: $1 here, and nothing looks at where the message comes from.',
	'one-window-left-out': 'Any other window can send this: $1 here. `$2` only leaves out one window.',
	'own-origin-left-out':
		'Any page of another origin can send this: $1 here. `$2` only leaves out pages of its own origin.',
	'check-does-not-guard':
		'The check does not guard this use: on a path without it, $1. A message from $2 gets here.',
	passes: '$1 passes `$2`, and then $3 here.',
	'secret-only': 'Before $1, only a random secret in the data is checked, not the origin.',
	'source-only': 'Before $1, only the sending window is checked, not the origin of the page in it.',
	'never-true': 'No origin satisfies `$1`: the check fails closed, and the right sender is refused too.',
	'scheme-check': 'Every use is behind `$1`, which no web page passes.',
	'exact-check': 'Every use is behind an exact check: `$1`.',
	'only-logged': 'The data is read, but only logged, counted or tested: nothing here is worth guarding.',
	'not-read': 'The data is not read: nothing here is worth guarding.',
	'also-reached': 'Reached in the same way: here $1.',
	'sent-to-any-origin':
		"A message is sent with the target origin '*': whatever page the window shows by then can read it.",
	'live-value': 'In the page, `$1` is `$2`. The verdict uses this value.',

	// What a condition of the check does.
	'compares-chosen': '`$1` compares with something the sender or embedder chooses.',
	'looks-for-part': '`$1` looks for only a part of the origin: a longer foreign name can contain it too.',
	'looks-in-list': '`$1` looks the origin up in a list that is not available here.',
	'looks-at-start': '`$1` looks only at the start of the origin.',
	'looks-at-end': '`$1` looks only at the end of the origin.',
	'matches-pattern': '`$1` matches a pattern.',
	'admits-null': '`$1`: any page can make a sandboxed frame whose origin is "null".',
	'looks-at-window': '`$1` looks at the sending window.',
	'compares-whole': '`$1` compares the whole origin.',
	'takes-part': '`$1` takes part in the check.',

	// What could not be decided.
	'unseen-pattern': 'Which origins pass depends on the pattern `$1`, whose text is not available here.',
	'unseen-ending':
		'`$1` looks only at the end of the origin, and the expected end is not available here. If it begins with neither a dot nor a scheme, a longer foreign name passes too.',
	'depends-on-answer':
		'Whether the origin is checked depends on the result of `$1`, whose code is not available here.',
	'depends-on-code': 'Whether the origin is checked depends on `$1`, whose code is not available here.',
	'paths-left-out': 'The handler has more paths than were followed. The verdict is based on those that were.',
	'too-large': 'The handler is too large to be followed to its uses of data within the limits.',
	'not-followed':
		'Some code of the handler could not be followed to its end, so it is not known whether it uses the data.',
	'out-of-time-for-paths':
		'The time limit was reached before all paths of the handler were followed. Until then, no way around the check was found.',
	'out-of-time-for-origins':
		'The time limit was reached before it was clear which origins get through. A longer limit may decide it.',
	'native-code':
		'The browser shows no source for this function, because it is bound or built in. To judge it, the place where the script registers it is needed.',
	'no-function': 'The text holds no function to judge.',
	'no-function-at': 'There is no function at line $1, column $2.',
	'no-listener-at':
		'The code at line $1, column $2 is not a message listener: it does not look at a message.',
	'listener-elsewhere': 'The listener is `$1`, whose code is not in this script.',
	'syntax-error': 'The text does not parse: $1.',
	'empty-text': 'The text does not parse (it is empty): $1.',
	'too-deep': 'The code is nested too deeply to be followed.',
	'analysis-failed': 'The analysis failed: $1.',
	'behind-bound':
		'The browser has a bound function, which shows nothing of its code. The verdict is on the handler that the registration names.',
	'behind-wrapper':
		'The browser has a wrapper, which passes on what it is given. The verdict is on the handler that the registration names.',
	'wrapper-may-check':
		'For some handlers, the wrapper in front of it checks where messages come from. Whether it does so for this one cannot be seen.',
	'hidden-by-wrapper':
		'A wrapper hides the handler: it passes on what it is given, and the script does not show to which function.',

	// What must hold for the verdict to be right or the hole to be open.
	'never-reached':
		"Holds with the constants the script has now: a wildcard ('*') or an empty setting means that the comparison is never reached.",
	'except-locally':
		"A page on the developer's own machine (`$1`) was not considered: the verdict may differ there.",
	'holds-when-learned': 'Holds when $1 takes the origin of whoever sends first.',
	'holds-on-host': 'Holds when the page is at a host like $1.',
	'holds-by-default': 'Holds when $1 has its default.',
	'holds-when-is': 'Holds when $1 is "$2".',
	'holds-when-unset': 'Holds when $1 is not set (empty, null or undefined).',
	'holds-when-empty': 'Holds when nothing is in `$1`.',
	'holds-when-wildcard': "Holds when $1 is '*'.",
	'only-empty-data': 'Only empty (falsy) data slips through: the check is skipped when the data is falsy.',
	'list-trusted': '`$1` must hold only trusted origins; its value is known only at run time.',
	'list-trusted-import':
		'`$1`, which comes from another module, must hold only trusted origins; its value is known only at run time.',
	'list-trusted-parameter':
		'`$1`, which the caller gives, must hold only trusted origins; its value is known only at run time.',
	'list-decides': '`$1` decides what passes; its value is known only at run time.',
	'list-decides-import':
		'`$1`, which comes from another module, decides what passes; its value is known only at run time.',
	'list-decides-parameter':
		'`$1`, which the caller gives, decides what passes; its value is known only at run time.',
	'plain-http': 'http: is accepted ($1): anyone on the network path can send messages in its name.',
	'any-port': 'Any port of the host is accepted ($1).',
	subdomains:
		'Every subdomain of $1 is trusted ($2): one that is taken over or has a cross-site scripting hole gets through.',
	'shared-host': '$1 is a shared host: anyone can get a subdomain of it.',
	'any-extension':
		'Pages of any extension pass, whoever made it: only the scheme ($1) is looked at. Web pages do not have it.',
	'any-of-scheme': 'Every page with the scheme $1 passes, whoever made it; web pages do not have it.',
	'loose-dot':
		'An unescaped dot in /$1/ stands for any character; here only an unknown top-level domain (TLD) would pass.',
	'secret-must-stay': 'Safe only as long as the random secret (nonce) stays secret.',
	'secret-unseen':
		'The code that makes the secret is not available here: the secret keeps strangers out only if nobody can guess it.',
	'secret-unset':
		'The secret token is null or undefined until it is made. Until then, data without a token passes.',
	'not-frameable': 'The page cannot be framed by others, so the parent frame is its own.',
	frameable: 'Anyone who can frame the page is its parent (no frame-ancestors or X-Frame-Options).',
	'not-openable': 'The page keeps no foreign opener.',
	openable: 'Anyone who can open the page in a popup is its opener (no Cross-Origin-Opener-Policy).',
	'frame-navigates':
		'The frame may be navigated to another origin. If it is removed before delivery, null == undefined passes a loose comparison.',
	'same-page': 'Anything that runs in the same page can send such messages.',
	'window-navigates': 'The window compared may be navigated to another origin.',
	'opaque-self':
		'In a sandboxed (opaque) document self.origin is "null", and so is the origin of any other opaque sender.',
	'opaque-location': 'In srcdoc and about:blank documents location.origin is "null".',
	'relaxed-domain':
		'document.domain may be relaxed to a parent domain, which every sibling subdomain can do too.',
	'embedder-chooses':
		'Holds when a foreign page can frame this one (no frame-ancestors): it then chooses the value compared.',
	'foreign-scripts': 'Holds when any script of the page comes from a foreign host.',
	'link-chooses': 'Whoever links to the page chooses the URL parameter compared.',
	'opener-chooses-name': 'Whoever opens the page chooses window.name.',
	'sender-chooses': 'The sender chooses the data compared.',

	// What would make it right.
	'fix-add': 'Add `$1` as the first statement of the handler, with the origin you expect messages from.',
	'fix-add-to-window': 'Keep the window check and add `$1` as the first statement of the handler.',
	'fix-compare':
		'Compare the whole origin exactly before any use, with no way around it: `$1` as the first statement of the handler.',
	'fix-if-unchecked':
		'If the code that is not available here does not check it, add `$1` as the first statement of the handler.',
} as const;

export type SentenceKey = keyof typeof SENTENCES;

/** A sentence a developer understands, and its parts for saying it in another language. */
export interface Sentence {
	key: SentenceKey;
	values: (string | Sentence)[];
	/** In English. */
	message: string;
}

/** A sentence about these values, which may be (parts of) sentences themselves. */
export function say(key: SentenceKey, ...values: (string | number | Sentence)[]): Sentence {
	const message = SENTENCES[key].replace(/\$(\d)/g, (_, digit: string) => {
		const value = values[Number(digit) - 1] ?? '';
		return typeof value === 'object' ? value.message : String(value);
	});
	return { key, values: values.map((one) => (typeof one === 'number' ? String(one) : one)), message };
}
