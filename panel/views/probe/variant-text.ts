import type { Variant } from '../../../src/probe/mutations.ts';
import { tOf } from '../../i18n.ts';

/** How a message was changed, in words. */
export function variantText({ code, values: [path = '', what] }: Variant): string {
	return tOf('variant', code, path, what === undefined ? '' : tOf('variantWhat', whatKey(what)));
}

/** Key of the words for what stands in a changed place. */
export function whatKey(what: string): string {
	return what.replace(/[^A-Za-z0-9]+/g, '_');
}
