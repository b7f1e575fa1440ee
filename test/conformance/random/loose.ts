/** What comes from a page's JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a program's facts and events of many kinds are looked through by name.
export type Loose = any;
