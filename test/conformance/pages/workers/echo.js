// A dedicated worker that answers what it is told, and a shared one that does so for each port.
const answer = (port) => (event) => {
	const { data, ports } = event;
	if (data === 'throw') throw new RangeError('in worker');
	if (data === 'close') self.close();
	port.postMessage({ data, origin: event.origin, source: event.source === null, ports: ports.length }, ports);
};
if ('onconnect' in self) {
	self.onconnect = ({ ports: [port] }) => {
		port.onmessage = answer(port);
	};
} else self.onmessage = answer(self);
