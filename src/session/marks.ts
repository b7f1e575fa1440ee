/** Marks of a row. */
export const mark = {
	synthetic: 1,
	/** The hook told of it, the browser did not. */
	unconfirmed: 2,
	/** The browser told of it, the hook did not. */
	hidden: 4,
	/** Hook and browser disagree on the origin; the row shows the browser's. */
	disputed: 8,
	binary: 16,
	undelivered: 32,
	untrusted: 64,
	incomplete: 128,
	/** Its body was given up to stay within the limits. */
	emptied: 256,
	/** The event is an error or a loss. */
	problem: 512,
	/** Send and delivery were matched by nothing but their order, and it may have been another. */
	byOrder: 1024,
	/** Of an extension other than this one, as far as can be told. */
	extension: 2048,
	/** A person's rule took it. */
	ruled: 4096,
} as const;
