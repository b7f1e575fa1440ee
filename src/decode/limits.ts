/** Bounds that keep a hostile or huge frame from freezing or filling the panel. */
export const limits = {
	/** Longer frames are shown raw: characters of text or bytes of binary. */
	frame: 8 * 1024 * 1024,
	/** Payloads inside payloads, counted from the frame. */
	layerDepth: 6,
	/** Layers of one frame, all depths together. */
	layers: 64,
	/** Containers inside containers of one value. */
	valueDepth: 64,
	/** Values that a binary reader makes of one payload. */
	nodes: 200_000,
	/** Messages that one frame carries together. */
	records: 1_000,
	/** Strings of one value that are searched for further payloads. */
	searched: 2_000,
	/** Bytes that one compressed payload may grow to. */
	inflated: 8 * 1024 * 1024,
	/** UTF-16 units of a type label. */
	label: 120,
	/** UTF-16 units of a preview. */
	preview: 200,
} as const;
