/**
 * A page value in a form that survives JSON: every type of the structured clone algorithm
 * (HTML, "Safe passing of structured data") keeps its name, cycles and shared references keep
 * their identity, and whatever was left out says so.
 */
export type Value =
	| { t: 'undefined' }
	| { t: 'null' }
	| { t: 'boolean'; v: boolean }
	/** Finite numbers as they are; the rest and negative zero by name. */
	| { t: 'number'; v: number | 'NaN' | 'Infinity' | '-Infinity' | '-0' }
	/** Decimal digits. */
	| { t: 'bigint'; v: string }
	/** `n`: full length in UTF-16 units, present when `v` is only the beginning. */
	| { t: 'string'; v: string; n?: number }
	/** Entries by key; `n`: full number of entries, present when some are left out. */
	| { t: 'object'; id: number; c?: string; e: [key: string, value: Value][]; n?: number }
	/** Entries by index (holes are absent), then by name, which arrays seldom have; `n`: length of the array. */
	| { t: 'array'; id: number; e: [key: number | string, value: Value][]; n: number }
	| { t: 'map'; id: number; e: [key: Value, value: Value][]; n: number }
	| { t: 'set'; id: number; e: Value[]; n: number }
	/** ms since the epoch; null for an invalid date. */
	| { t: 'date'; id: number; v: number | null }
	| { t: 'regexp'; id: number; v: string; f: string }
	| { t: 'error'; id: number; c: string; v: string; s?: string }
	/** Boxed primitive (`new Number(1)`). */
	| { t: 'boxed'; id: number; v: Value }
	/** ArrayBuffer or SharedArrayBuffer (`c`); `b`: base64 of the leading bytes, `n`: byteLength. */
	| { t: 'buffer'; id: number; c: 'ArrayBuffer' | 'SharedArrayBuffer'; b: string; n: number }
	/** Typed array or DataView (`c`); bytes of the view alone. `o`: byteOffset. */
	| { t: 'view'; id: number; c: string; b: string; n: number; o: number }
	/** Blob or File; `n`: bytes; content is fetched on demand. */
	| { t: 'blob'; id: number; n: number; m: string; name?: string; modified?: number; b?: string }
	/** MessagePort by the id that the hook gave it. */
	| { t: 'port'; id: number; port: number }
	/** Any other platform object, by its interface name. */
	| { t: 'platform'; id: number; c: string }
	/** The object that was given `id` before in the same value. */
	| { t: 'ref'; id: number }
	/** Something is here that was not read, and why. */
	| { t: 'omitted'; why: OmittedReason };

/**
 * - `budget`: the preview's limit was reached; ask for the body.
 * - `synthetic`: data of a page-made event, not read lest the page notice.
 * - `unreadable`: reading it threw.
 * - `not-observable`: the browser does not show it to a hook.
 */
export type OmittedReason = 'budget' | 'synthetic' | 'unreadable' | 'not-observable';
