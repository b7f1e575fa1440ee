import { LOCAL_PAGE } from '../interpret/local-address.ts';
import type { Literal, Use } from '../interpret/run.ts';
import { parseUrl } from '../pure/origin.ts';
import { OPAQUE, SELF, type Term } from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { constantsOf, hostIn } from './constants.ts';
import { holds } from './evaluate.ts';
import { LOOSE_DOT, readingsOf, WILD } from './readings.ts';
import { mentions } from './requirements.ts';
import { pageOrigin, TRUSTED_TEXTS, worldFor } from './worlds.ts';

/** What an address has that only the developer's own machine or network has. */
const LOCAL = /localhost|\b127\\?\.|\b192\\?\.168\\?\.|\[?::1\b|^file:|\\?\.local\b/;

/** A condition that only pages of the developer's own machine satisfy, and what happens beside it. */
export interface WithoutLocal {
	uses: readonly Use[];
	/** The condition that leaves out what is not among the uses. */
	left: Term | undefined;
}

/** Whether the page at hand is such a one. */
const isLocal = ({ scheme, origin = '' }: RuntimeContext): boolean =>
	scheme === 'file:' || LOCAL.test(origin);

/** Facts of such a page, beside the values of its globals: there what others get instead is not to be reckoned with. */
export const valuesIn = (context: RuntimeContext): RuntimeContext['values'] =>
	isLocal(context) ? { ...context.values, [LOCAL_PAGE]: true } : context.values;

/** The uses that happen on pages that everybody can reach: all of them where none does. */
export function usesOnPublicPages(uses: readonly Use[], context: RuntimeContext): WithoutLocal {
	const known = new Map<string, boolean>();
	if (isLocal(context)) return { uses, left: undefined };
	const isLeftOut = ({ term, truth }: Literal) => {
		const key = `${term.key}${truth}`;
		const answer = known.get(key) ?? isLocalOnly(term, truth, context);
		known.set(key, answer);
		return answer;
	};
	let left: Term | undefined;
	const kept = uses.filter((use) => {
		const local = use.literals.find(isLeftOut);
		left ??= local?.term;
		return local === undefined;
	});
	return kept.length > 0 && left ? { uses: kept, left } : { uses, left: undefined };
}

/** Whether a condition on the page's own address holds on no page that everybody can reach. */
function isLocalOnly(term: Term, truth: boolean, context: RuntimeContext): boolean {
	if ((term.deps & ~OPAQUE) !== SELF || mentions(term, isSetting)) return false;
	const { texts, regexes } = constantsOf([term]);
	const named = [...texts, ...regexes.flatMap(({ source, flags }) => words(source, flags))];
	const isNamed =
		[...texts].some((one) => LOCAL.test(one)) || regexes.some(({ source }) => LOCAL.test(source));
	if (!isNamed) return false;
	// Who links to the page chooses what follows the host.
	const tails = ['/start/index.html', ...named.flatMap((one) => [`/${one}`, `/?${one}`, `/#${one}`])];
	return pagesWith(named, context).every((self) =>
		tails.every((tail) => {
			const settings = { symbols: new Map(), learned: new Map<string, never>(), assumed: [], self };
			const world = { ...worldFor('', '', settings, TRUSTED_TEXTS[0] ?? '', context), href: self + tail };
			return holds(term, world) === !truth;
		}),
	);
}

const isSetting = (one: Term): boolean => one.args.length === 0 && !(one.deps & SELF);

/** Pages that everybody can reach, also on the hosts that are named. */
function pagesWith(named: readonly string[], context: RuntimeContext): string[] {
	const self = pageOrigin(context);
	if (context.origin) return [self];
	const host = parseUrl(self)?.host ?? '';
	const hosts = named.flatMap((one) => hostIn(one) ?? []).filter((one) => !LOCAL.test(one));
	return [host, ...new Set(hosts)].flatMap((one) => [
		`https://${one}`,
		`http://${one}`,
		`https://${one}:8443`,
		`http://${one}:3000`,
	]);
}

/** Texts that a pattern spells out. */
function words(source: string, flags: string): string[] {
	return readingsOf(source, flags)
		.slice(0, 40)
		.map((one) => one.replaceAll(LOOSE_DOT, '.').replaceAll(WILD, '1'));
}
