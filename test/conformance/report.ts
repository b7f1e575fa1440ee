import type { Difference, Recorded } from './compare.ts';
import { isKnownLimit, isWebSocket, WEBSOCKET_ALLOWANCE } from './suites.ts';

/** Prints what differs, group by group, and says whether that is over the bar. */
export function printReport(
	title: string,
	all: readonly Recorded[],
	differences: readonly Difference[],
	recording = false,
): boolean {
	console.log(`\n${title}: ${all.length} behaviours, ${differences.length} differ`);
	for (const group of new Set(all.map((one) => one.group))) {
		const here = differences.filter((one) => one.group === group);
		const total = all.filter((one) => one.group === group).length;
		console.log(`  ${group.padEnd(16)} ${String(total - here.length).padStart(3)} of ${total} the same`);
		// What cannot be helped is listed by name alone.
		for (const one of here.filter((some) => isKnownLimit(some, recording))) console.log(`    ${one.id}`);
		for (const one of here.filter((some) => !isKnownLimit(some, recording))) {
			const from = firstDifference(one);
			console.log(
				`    ${one.id}\n      without  ${cut(one.without, from)}\n      with     ${cut(one.with, from)}`,
			);
		}
	}
	const sockets = differences.filter((one) => isWebSocket(one.group)).length;
	const limits = differences.filter((one) => isKnownLimit(one, recording)).length;
	const others = differences.length - sockets - limits;
	const over = sockets > WEBSOCKET_ALLOWANCE || others > 0;
	console.log(
		`  WebSocket ${sockets} (at most ${WEBSOCKET_ALLOWANCE}), all else ${others} (at most 0), known limits ${limits}: ${over ? 'over the bar' : 'fine'}`,
	);
	return over;
}

const LONGEST = 300;

/** Where the two values begin to differ. */
function firstDifference({ without, with: other }: Difference): number {
	let at = 0;
	while (at < without.length && without[at] === other[at]) at++;
	return at;
}

/** The part of a long value around `from`. */
function cut(text: string, from: number): string {
	const start = from > LONGEST / 2 ? from - 60 : 0;
	const part = text.slice(start, start + LONGEST);
	return `${start > 0 ? '…' : ''}${part}${start + LONGEST < text.length ? '…' : ''}`;
}
