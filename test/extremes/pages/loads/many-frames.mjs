import { received, task } from '../kit.mjs';

/** Not more: 250 take Chromium three times as long when its own devtools are open, with or without an extension. */
const LOADED = 200;
const EMPTY = 9_000;
/** Elapsed ms after which no more frames are made: the bound is the browser's and the machine's. */
const LIMIT = 40_000;

/** As many frames as the browser has room for, up to 10,000: some that load and speak, the others empty. */
export async function load() {
	const start = performance.now();
	const element = (src) => {
		const frame = document.createElement('iframe');
		if (src) frame.src = src;
		document.body.append(frame);
		return frame.contentWindow !== null;
	};
	const spoke = received(LOADED, (data) => data === 'here', 60_000);
	let made = 0;
	for (let n = 0; n < LOADED && element('frame.html'); n++) made++;
	const heard = await spoke;
	let empty = 0;
	while (empty < EMPTY && performance.now() - start < LIMIT && element()) {
		// Heard in the frame by a listener of ours: each has a realm, and hooks, of its own.
		if (++empty % 50 === 0) await task();
	}
	const { length } = window;
	return {
		facts: { made, heard: heard === made },
		notes: { frames: length, empty },
		rows: { 'kind:message': heard },
		documents: 1 + length,
	};
}
