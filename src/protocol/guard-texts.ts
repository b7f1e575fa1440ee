import { text } from './checks.ts';

/** Caps in UTF-16 units. What a correct hook sends stays below them. */
const WORD = 1_000;
const ADDRESS = 100_000;

/** A name, a path, a token: what is never long. */
export const word = text(WORD);
/** An address, or a message of the browser's or the page's. */
export const address = text(ADDRESS);
