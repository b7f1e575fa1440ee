// Shapes of the libraries that come without types, as far as the tests use them.
declare module 'sockjs' {
	import type { Server } from 'node:http';

	interface Connection {
		on(type: 'data', listener: (message: string) => void): void;
		write(message: string): void;
		close(code: number, reason: string): void;
	}
	export function createServer(options: { prefix: string; log: () => void }): {
		on(type: 'connection', listener: (connection: Connection | null) => void): void;
		installHandlers(server: Server): void;
	};
}
declare module 'phoenix' {
	interface Message {
		join_ref: string | null;
		ref: string | null;
		topic: string;
		event: string;
		payload: unknown;
	}
	export const Serializer: {
		encode(message: Message, done: (encoded: string | ArrayBuffer) => void): void;
		decode(encoded: string | ArrayBuffer, done: (message: Message) => void): void;
	};
}
declare module 'phoenix' {
	interface Push {
		receive(status: string, done: (response: unknown) => void): Push;
	}
	export class Socket {
		constructor(url: string, options: { vsn: string });
		connect(): void;
		channel(
			topic: string,
			params: object,
		): { join(): Push; push(event: string, payload: object): Push; onError(fail: () => void): void };
	}
}
declare module '@rails/actioncable' {
	export const adapters: { WebSocket: unknown };
	export function createConsumer(url: string): {
		disconnect(): void;
		subscriptions: {
			create(
				identifier: object,
				callbacks: { connected?: () => void; received?: (data: unknown) => void },
			): { perform(action: string, data: object): void; unsubscribe(): void };
		};
	};
}
