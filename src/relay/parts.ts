/** Chromium refuses a message of more than 64 MiB, of up to two bytes a character, and what is refused would be tried for ever. */
export const LARGEST = 10_000_000;
const PART = 1_000_000;

export interface Loss {
	count: number;
	bytes: number;
}

export interface Part {
	/** How many they are, where that was counted. */
	count: number;
	/** Rows joined by commas. */
	events: string;
}

/**
 * What a page told at once where that is too much for one message (texts of its own making, thousands of listeners):
 * in parts, and what of it is lost, since a row alone is too large.
 */
export function partsOf(events: string): { parts: Part[]; lost: Loss } {
	const lost = { count: 0, bytes: 0 };
	if (events.length <= LARGEST) return { parts: [{ count: 0, events }], lost };
	const parts: Part[] = [];
	let rows: string[] = [];
	let size = 0;
	const end = (): void => {
		if (rows.length > 0) parts.push({ count: rows.length, events: rows.join(',') });
		rows = [];
		size = 0;
	};
	for (const row of rowsOf(events)) {
		const text = JSON.stringify(row);
		if (text.length > LARGEST) {
			lost.count++;
			lost.bytes += text.length;
			continue;
		}
		if (size + text.length > PART) end();
		rows.push(text);
		size += text.length;
	}
	end();
	return { parts, lost };
}

/** What is no list of rows is one that is too large. */
function rowsOf(events: string): unknown[] {
	try {
		return JSON.parse(`[${events}]`) as unknown[];
	} catch {
		return [events];
	}
}
