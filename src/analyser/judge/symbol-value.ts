import { type Concrete, UNKNOWN } from '../pure/concrete.ts';
import { parseUrl } from '../pure/origin.ts';
import type { Term } from '../value/value.ts';
import type { World } from './evaluate.ts';

/** What a named unknown is in a world: a part of the page's address, or what the trusted side put there. */
export function symbolValue(term: Term, world: World): Concrete {
	const name = term.symbol?.name ?? '';
	const isOfPage = name.startsWith('location') || name === 'document.domain';
	const page = isOfPage ? parseUrl(world.self) : undefined;
	switch (name) {
		case 'location.origin':
			return world.self;
		case 'origin':
			return world.selfSerialised;
		case 'location.href':
			return world.href;
		case 'location':
			return page ? { kind: 'url', url: page } : UNKNOWN;
		case 'location.host':
			return page?.host ?? '';
		case 'location.hostname':
		case 'document.domain':
			return page?.hostname ?? '';
		case 'location.protocol':
			return page?.protocol ?? 'about:';
		case 'location.port':
			return page?.port ?? '';
		case 'location.pathname':
			return parseUrl(world.href)?.pathname ?? '/start/index.html';
		case 'RegExp':
			return UNKNOWN;
		default:
			return { kind: 'opaque', text: world.trusted };
	}
}
