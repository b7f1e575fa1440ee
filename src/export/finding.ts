import type { Confidence, Severity, Verdict } from '../analyser/verdict.ts';
import { verdictTitle } from './sarif.ts';

/** Something wrong that is reported; what a list of findings has of each. */
export interface ReportedFinding {
	/** Stays the same over reloads. */
	id: string;
	rule: string;
	severity: Severity;
	confidence: Confidence;
	/** Verdict of the listener, for findings about one. */
	verdict?: string;
	subject: string;
	reason: string;
	listener?: number;
	socket?: number;
	document?: number;
	accepted: boolean;
	note: string;
}

/** What reports take from the analyser, whose answers are not part of a session. */
export interface Findings {
	list: readonly ReportedFinding[];
	/** Verdict of a listener by its index, where it was judged. */
	verdictOf(listener: number): Verdict | undefined;
	/** The text that was judged, to which the verdict's places refer. */
	sourceOf(listener: number): string;
}

export interface RuleText {
	title: string;
	why: string;
	fix: string;
}

/** Words for the rules about anything but listeners; the analyser has its own words for those. */
const RULES: Readonly<Record<string, RuleText>> = {
	'plain-socket': {
		title: 'WebSocket without encryption',
		why: 'Everyone on the way can read and change what is sent over ws:.',
		fix: 'Connect with wss: and serve the page over https:.',
	},
	'secret-in-url': {
		title: 'Credential in the address of a WebSocket',
		why: 'Addresses are kept in logs of servers and proxies.',
		fix: 'Send the credential in the first message, or use a short-lived ticket.',
	},
	'secret-to-anyone': {
		title: 'Credential sent to whoever is there',
		why: 'With * as the target origin, a message goes to whatever page the window shows when it arrives.',
		fix: 'Name the origin of the receiver as the target origin.',
	},
	'secret-across': {
		title: 'Credential in a message between origins',
		why: 'Whether the sender named the origin of the receiver cannot be observed.',
		fix: 'Make sure that the sender names the origin of the receiver, never *.',
	},
	undelivered: {
		title: 'Message that reached nobody',
		why: 'The call threw, the window shows a page of another origin than the target origin, or nobody listens to the port.',
		fix: 'Check that the target origin matches the page that is there when the message is sent.',
	},
	'forwarded-to-socket': {
		title: 'Message data forwarded to a WebSocket by a listener that does not check its sender',
		why: 'Whoever can post a message to the page has the server told something as the visitor.',
		fix: 'Before anything is sent, compare event.origin with the exact origins that may make the page send.',
	},
	'reached-sink': {
		title: 'Text of another origin’s message in a sink',
		why: 'A text from a message was found in what a sink was given. This is a match by value, not a proof.',
		fix: 'Check event.origin first, and pass the sink only what it cannot execute.',
	},
	'hijackable-socket': {
		title: 'WebSocket that other sites can open as the visitor',
		why: 'A test showed that the server accepts connections from any origin and relies on cookies that other sites’ pages send.',
		fix: 'Compare the Origin header with a list of exact origins, or ask for a token that only the page knows.',
	},
	'weak-socket-origin': {
		title: 'WebSocket whose origin check lets a foreign origin pass',
		why: 'A test showed that an origin which resembles the page’s is treated as the page’s own.',
		fix: 'Compare the whole Origin header with a list of exact origins.',
	},
	'open-socket-origin': {
		title: 'WebSocket that only SameSite keeps from other sites',
		why: 'A test showed that the server accepts connections from any origin; sibling subdomains send its cookies.',
		fix: 'Compare the Origin header with a list of exact origins.',
	},
	'cross-site-cookies': {
		title: 'WebSocket of another site with cookies',
		why: 'Cookies go along to another site, which knows the visitor by them; browsers are about to stop sending them.',
		fix: 'Authenticate with a token, or make the cookies partitioned.',
	},
	'secret-to-third-party': {
		title: 'Credential sent to another site over a WebSocket',
		why: 'A frame to a server of another site holds what looks like a credential.',
		fix: 'Make sure that the credential is meant for that site.',
	},
	'unhooked-frame': {
		title: 'Frame that could not be watched',
		why: 'The browser does not let the extension run there: what its listeners do is not known.',
		fix: 'Allow the extension on this site, or look at the frame on its own.',
	},
};

/** What a finding is called, why it matters and what helps; a rule that has no words yet keeps its name. */
export function ruleText({ rule, verdict }: Pick<ReportedFinding, 'rule' | 'verdict'>): RuleText {
	const title = verdictTitle(verdict ?? '') ?? rule.replaceAll('-', ' ');
	return RULES[rule] ?? { title, why: '', fix: '' };
}
