import { socketAt, thrown } from './kit.mjs';

export const url = socketAt('/echo');
export const { close } = WebSocket.prototype;
export const shut = (socket) => {
	close.call(socket);
	return socket;
};
export const make = (...args) => thrown(() => shut(new WebSocket(...args)));

/** A value that logs how it was turned into a string. */
export const spoken = (text, log) => ({
	toString() {
		log.push(`toString ${text}`);
		return text;
	},
	valueOf() {
		log.push(`valueOf ${text}`);
		return text;
	},
});
