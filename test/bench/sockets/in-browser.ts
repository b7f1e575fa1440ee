/** The page that talks: each act tells its end in `ended`. */
export const PAGE = `<!doctype html><title>Load</title><script>
	const open = (url) => {
		delete window.ended;
		const socket = new WebSocket(url);
		socket.binaryType = 'arraybuffer';
		return socket;
	};
	// Every frame must be the next one.
	window.flood = (url) => {
		const began = performance.now();
		const socket = open(url);
		let next = 0;
		socket.onmessage = ({ data }) => { if (data === 'burst ' + next) next++; };
		socket.onclose = ({ code }) => { window.ended = [code, next, Math.round(performance.now() - began)]; };
	};
	window.large = (url, size, asText, code) => {
		const socket = open(url);
		const data = asText ? 'x'.repeat(size - 1) + 'y' : new Uint8Array(size).fill(7);
		let began, got = 0;
		socket.onopen = () => { began = performance.now(); socket.send(data); };
		socket.onmessage = (event) => {
			const last = asText ? event.data.at(-1) === 'y' : new Uint8Array(event.data).at(-1) === 7;
			if (last) got = event.data.length ?? event.data.byteLength;
			socket.close(code);
		};
		socket.onclose = (event) => { window.ended = [event.code, got, Math.round(performance.now() - began)]; };
	};
</script>`;

export interface Page {
	flood(url: string): void;
	large(url: string, size: number, asText: boolean, code: number): void;
	/** Close code; frames or bytes that came as they were sent; ms. */
	ended?: [code: number, whole: number, ms: number];
}

export interface Gaps {
	/** ms */
	longest: number;
	/** How often it was more than 100 ms. */
	over: number;
}

/** Begins to note how long the panel's timers do not run. */
export function watchGaps(): void {
	const gaps: Gaps = { longest: 0, over: 0 };
	(window as unknown as { gaps: Gaps }).gaps = gaps;
	let last = performance.now();
	setInterval(() => {
		const now = performance.now();
		const gap = Math.round(now - last);
		last = now;
		gaps.longest = Math.max(gaps.longest, gap);
		if (gap > 100) gaps.over++;
	}, 10);
}

/** What was noted since the last time. */
export function takeGaps(): Gaps {
	const { gaps } = window as unknown as { gaps: Gaps };
	const taken = { ...gaps };
	gaps.longest = 0;
	gaps.over = 0;
	return taken;
}
