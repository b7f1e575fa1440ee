const COUNT = 1_000;

/** A thousand sockets at once, each of which sends a frame and gets it back, as far as the browser lets them open. */
export async function load() {
	const ends = { back: 0, failed: 0, refused: 0 };
	const sockets = [];
	const all = Array.from({ length: COUNT }, (_, n) => {
		return new Promise((resolve) => {
			const count = (end) => {
				ends[end]++;
				resolve();
			};
			try {
				const socket = new WebSocket(`ws://${location.host}/echo`);
				sockets.push(socket);
				socket.onopen = () => socket.send(`frame ${n}`);
				socket.onmessage = () => {
					// Makes room for those that wait: browsers have a limit.
					socket.close();
					count('back');
				};
				socket.onclose = () => count('failed');
			} catch {
				count('refused');
			}
		});
	});
	await Promise.all(all);
	const { back, failed, refused } = ends;
	return {
		facts: { all: back + failed + refused >= COUNT },
		notes: ends,
		rows: { 'kind:frame': 2 * back },
		sockets: sockets.length,
	};
}
