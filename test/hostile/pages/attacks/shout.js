// Sends what looks like the extension's own messages and orders over every open channel, and waits for an answer.
{
	const order = {
		kind: 'command',
		id: 1,
		panel: 'x',
		token: 'x',
		command: { kind: 'get-source', listener: 1 },
	};
	const batch = { kind: 'batch', batch: 1, panel: 'x', events: '[{"kind":"made-up"}]' };
	const ways = () => {
		for (const message of [
			order,
			batch,
			{ kind: 'connect' },
			{ source: 'earshot', ...order },
			JSON.stringify(order),
		]) {
			window.postMessage(message, '*');
			for (const name of ['earshot', 'earshot-panel', 'earshot-relay']) {
				const channel = new BroadcastChannel(name);
				channel.onmessage = ({ data }) => lair.leak(`an answer on ${name}: ${JSON.stringify(data)}`);
				channel.postMessage(message);
			}
			document.dispatchEvent(new CustomEvent('earshot-command', { detail: message }));
		}
		const { runtime } = globalThis.chrome ?? globalThis.browser ?? {};
		if (runtime?.connect) {
			try {
				runtime.connect({ name: 'earshot-panel' });
				lair.leak('the page could connect to the extension');
			} catch {}
		}
		if (globalThis.earshotRelay) lair.leak('the relay shows in the page');
	};
	ways();
	lair.later = ways;
}
