import type { Hello } from '../protocol/envelope.ts';
import { pathOf } from './source.ts';
import { unguessable } from './unguessable.ts';

/** Unguessable key of this document, made where the page cannot see it. */
export const token = unguessable();

/** Characters told: a page can make its title so long that browsers would not pass it on. */
const LONGEST_TITLE = 1_000;
const LONGEST_ADDRESS = 100_000;

const isEmpty = (): boolean => location.href.startsWith('about:blank');
const startsEmpty = isEmpty();
const isRelated = isOfOwnOrigin(window.parent) || isOfOwnOrigin(window.opener as Window | null);
/**
 * Whether the window is, or may be, that of the initial empty document, which a document of its own origin had in its
 * hands before there was a hook: the first document of a frame or popup takes it over. Later ones get a window of their
 * own. Where nothing else is to be loaded, the hook is there at once.
 */
const isReachable =
	isRelated &&
	(startsEmpty
		? ['src', 'srcdoc'].some((name) => window.frameElement?.hasAttribute(name) ?? true)
		: isFirst());

function isOfOwnOrigin(relative: Window | null): boolean {
	try {
		return relative !== null && relative !== window && relative.document !== null;
	} catch {
		return false;
	}
}

/** Where the browser does not tell, it is taken to be. */
function isFirst(): boolean {
	const { navigation } = window as { navigation?: { entries(): unknown[] } };
	return (navigation?.entries().length ?? 0) <= 1;
}

/** What this relay says of its document now. `hook`: whether the page's own world answered, and when it came. */
export function sayHello(hook: Hooked): Hello {
	const path = pathOf(window);
	const { hooked, reason } = howHooked(hook);
	return {
		token,
		...(path === undefined ? {} : { path }),
		url: location.href.slice(0, LONGEST_ADDRESS),
		origin: self.origin,
		title: document.title.slice(0, LONGEST_TITLE),
		opener: window.opener !== null,
		hooked,
		...(reason === undefined ? {} : { reason }),
		...(isReachable && !isEmpty() ? { reachable: true } : {}),
		...(window.length > 0 ? { frames: window.length } : {}),
		startedAt: performance.timeOrigin,
	};
}

/** What the relay knows of its hook. */
export interface Hooked {
	answered: boolean;
	late: boolean;
	/** Why it withdrew before the page's first script. */
	alone: 'site' | 'off' | undefined;
}

function howHooked({ answered, late, alone }: Hooked): Pick<Hello, 'hooked' | 'reason'> {
	if (alone === 'site') return { hooked: 'left-alone', reason: 'The settings leave this site alone.' };
	if (alone) {
		return {
			hooked: 'off',
			reason: 'When it was loaded, no panel was open, and without one nothing is watched.',
		};
	}
	if (!answered) {
		return {
			hooked: 'not-hooked',
			reason: 'Scripts are disabled in this document, so nothing in it can listen.',
		};
	}
	if (late)
		return { hooked: 'late', reason: 'Earshot came after the page had started: reload to see everything.' };
	return { hooked: 'at-start' };
}
