// An ordinary page that suffers the attack: it listens, talks and reports what arrived. Uses what lair.js kept.
{
	const { add, apply, arrive, fail, setTimeout, Promise, MessageChannel } = lair;
	const attempt = (what, act) => {
		try {
			return act();
		} catch (error) {
			fail(`${what} threw ${error} ${error?.stack ?? ''}`);
		}
	};
	const isReal = (data) =>
		typeof data === 'string' && data.length === 6 && data[0] === 'R' && data[4] === '-';
	const waiting = new Promise((done) => {
		let ready = 0;
		lair.came = (data) => {
			if (!isReal(data)) return;
			arrive(data);
			if (++ready === 4) done();
		};
		setTimeout(done, 25000);
	});
	function listener(event) {
		'VICTIM-LISTENER';
		lair.came(event.data);
	}
	attempt('addEventListener', () => window.addEventListener('message', listener));
	attempt('onmessage', () => {
		window.onmessage = function handler(event) {
			'VICTIM-HANDLER';
			return event.origin;
		};
	});
	attempt('the attack itself', () => lair.later?.());
	attempt('postMessage', () => window.postMessage('REAL-1', '*'));
	const child = document.createElement('iframe');
	child.src = 'child.html?send';
	attempt('append', () => document.body.append(child));
	attempt('a channel', () => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => lair.came(data);
		port2.postMessage('REAL-3');
	});
	attempt('a socket', () => {
		const socket = new window.WebSocket(`ws://${location.host}/echo`);
		socket.onopen = () => attempt('send', () => socket.send('REAL-4'));
		socket.onmessage = ({ data }) => lair.came(data);
	});
	apply(add, window, ['lair-done', () => {}]);
	void (async () => {
		await waiting;
		await new Promise((go) => setTimeout(go, 50));
		await lair.finish?.();
		await lair.report();
	})();
}
