import type { Difference, Recorded } from './compare.ts';
import { isKnownLimit, isWebSocket, WEBSOCKET_ALLOWANCE } from './suites.ts';

/** Prints what differs, group by group, and says whether that is over the bar. */
export function printReport(
	title: string,
	all: readonly Recorded[],
	differences: readonly Difference[],
): boolean {
	console.log(`\n${title}: ${all.length} behaviours, ${differences.length} differ`);
	for (const group of new Set(all.map((one) => one.group))) {
		const here = differences.filter((one) => one.group === group);
		const total = all.filter((one) => one.group === group).length;
		console.log(`  ${group.padEnd(16)} ${String(total - here.length).padStart(3)} of ${total} the same`);
		// What cannot be helped is listed by name alone.
		if (isKnownLimit(group)) {
			for (const one of here) console.log(`    ${one.id}`);
			continue;
		}
		for (const one of here) {
			console.log(`    ${one.id}\n      without  ${cut(one.without)}\n      with     ${cut(one.with)}`);
		}
	}
	const sockets = differences.filter((one) => isWebSocket(one.group)).length;
	const limits = differences.filter((one) => isKnownLimit(one.group)).length;
	const others = differences.length - sockets - limits;
	const over = sockets > WEBSOCKET_ALLOWANCE || others > 0;
	console.log(
		`  WebSocket ${sockets} (at most ${WEBSOCKET_ALLOWANCE}), all else ${others} (at most 0), known limits ${limits}: ${over ? 'over the bar' : 'fine'}`,
	);
	return over;
}

const cut = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}…` : text);
