import { code } from './code.ts';
import { markup, states, styles } from './in-document.ts';
import { addresses, others, requests, stores } from './reaching-out.ts';

/**
 * What a handler can do with a text of a message, gone through by the browsers' own lists of interfaces: each may change
 * the document, run code, ask a server, leave the page, store something or reach another context. Code of the page, by
 * name, in which `t` is the message (`url`, `html`, `code`, `word`), `$` finds an element of the page by its id, `el` makes
 * one and `svg` one of SVG.
 */
export type Group = Record<string, string>;

export const DEEDS = Object.entries<string>({
	...markup,
	...states,
	...styles,
	...code,
	...addresses,
	...requests,
	...stores,
	...others,
}).map(([name, text]) => ({ name, code: text }));
