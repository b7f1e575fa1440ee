self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
	const { data, ports } = event;
	event.source.postMessage(
		{ data, origin: event.origin, kind: event.constructor.name, ports: ports.length },
		ports,
	);
});
