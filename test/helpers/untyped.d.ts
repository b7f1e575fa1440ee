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
declare module 'stomp-broker-js' {
	import type { Server } from 'node:http';

	export default class StompServer {
		constructor(options: { server: Server; path: string; heartbeat: [number, number] });
		subscribe(topic: string, callback: (body: string) => void): string;
		send(topic: string, headers: object, body: string): void;
	}
}
declare module 'ddp-server-reactive' {
	import type { Server } from 'node:http';

	export default class DdpServer {
		constructor(options: { httpServer: Server; methods: { [name: string]: (...args: never[]) => unknown } });
		/** Documents by their ids. */
		publish(collection: string): { [id: string]: object };
	}
}
declare module 'sockjs-client' {
	export default class SockJS {
		constructor(url: string, none: undefined, options: { transports: string[]; timeout: number });
		onopen: () => void;
		onmessage: (event: unknown) => void;
		send(text: string): void;
	}
}
declare module 'socket.io-client-2' {
	interface Socket {
		on(event: string, listener: (...args: unknown[]) => void): void;
		emit(event: string, ...args: unknown[]): void;
	}
	export default function connect(url: string, options: { transports: string[] }): Socket;
}
declare module 'simpleddp' {
	export default class SimpleDdp {
		constructor(options: { endpoint: string; SocketConstructor: typeof WebSocket });
		connect(): Promise<void>;
		subscribe(name: string): { ready(): Promise<void> };
		call(method: string, ...args: unknown[]): Promise<unknown>;
	}
}
declare module 'autobahn-browser' {
	interface Session {
		call(procedure: string, args: unknown[]): Promise<unknown>;
	}
	const autobahn: {
		Connection: new (options: {
			url: string;
			realm: string;
			serializers: object[];
			max_retries: number;
		}) => { onopen: (session: Session) => void; open(): void };
		serializer: { MsgpackSerializer: new () => object };
	};
	export default autobahn;
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
