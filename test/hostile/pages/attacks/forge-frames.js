// Makes up frames and ends of a socket by dispatching events on it, of the right class and of others.
lair.later = () => {
	const socket = new WebSocket(`ws://${location.host}/echo`);
	const events = [
		new MessageEvent('message', { data: 'FORGED' }),
		new CustomEvent('message', { detail: 'FORGED' }),
		new Event('open'),
		new Event('error'),
		new Event('close'),
		new CloseEvent('close', { code: 4000, reason: 'FORGED' }),
	];
	for (const event of events) socket.dispatchEvent(event);
	// No message events, by name alone.
	const { port1 } = new MessageChannel();
	port1.addEventListener('message', () => {});
	for (const target of [window, port1]) {
		for (const event of [new Event('message'), new UIEvent('message'), new CustomEvent('messageerror')])
			target.dispatchEvent(event);
	}
};
