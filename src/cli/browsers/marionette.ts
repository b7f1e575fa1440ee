import { connect, type Socket } from 'node:net';

interface Waiting {
	done: (result: unknown) => void;
	fail: (error: Error) => void;
}

type Packet = [type: number, id: number, error: { error: string; message: string } | null, result: unknown];

/**
 * Firefox's own remote protocol, for what WebDriver BiDi cannot reach: add-ons, devtools, the browser's windows.
 * Packets are `LENGTH:JSON`, length in bytes.
 */
export class Marionette {
	#socket: Socket;
	#rest = Buffer.alloc(0);
	#next = 0;
	#waiting = new Map<number, Waiting>();
	#greeted: () => void = () => {};

	private constructor(socket: Socket) {
		this.#socket = socket;
		socket.on('data', (bytes) => this.#receive(bytes));
		socket.on('error', () => socket.destroy());
		socket.on('close', () => {
			for (const { fail } of this.#waiting.values()) fail(new Error('Firefox has gone'));
			this.#waiting.clear();
		});
	}

	/** Connects to a port of this machine and waits for the greeting. */
	static async connect(port: number): Promise<Marionette> {
		const socket = await new Promise<Socket>((done, fail) => {
			const line = connect(port, '127.0.0.1', () => done(line));
			line.once('error', fail);
		});
		const marionette = new Marionette(socket);
		await new Promise<void>((done) => {
			marionette.#greeted = done;
		});
		return marionette;
	}

	#receive(bytes: Buffer): void {
		this.#rest = Buffer.concat([this.#rest, bytes]);
		for (;;) {
			const colon = this.#rest.indexOf(':');
			if (colon < 0) return;
			const length = Number(this.#rest.subarray(0, colon).toString());
			const end = colon + 1 + length;
			if (this.#rest.length < end) return;
			const packet: unknown = JSON.parse(this.#rest.subarray(colon + 1, end).toString());
			this.#rest = this.#rest.subarray(end);
			if (!Array.isArray(packet)) {
				this.#greeted();
				continue;
			}
			const [, id, error, result] = packet as Packet;
			const waiting = this.#waiting.get(id);
			this.#waiting.delete(id);
			if (error) waiting?.fail(new Error(`${error.error}: ${error.message}`));
			else waiting?.done(result);
		}
	}

	send(command: string, parameters: object = {}): Promise<unknown> {
		if (this.#socket.destroyed) return Promise.reject(new Error('Firefox has gone'));
		const id = ++this.#next;
		const text = JSON.stringify([0, id, command, parameters]);
		return new Promise((done, fail) => {
			this.#waiting.set(id, { done, fail });
			this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
		});
	}

	/** Runs the body of an async function (of `args`) in the browser's own process; JSON in, JSON out. */
	async chrome(body: string, ...args: unknown[]): Promise<unknown> {
		const script = `const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);
			(async () => { ${body} })().then(
				(value) => done({ value: value ?? null }),
				(error) => done({ error: String(error) + "\\n" + error?.stack }));`;
		const options = { script, args, sandbox: 'system', newSandbox: false };
		const reply = (await this.send('WebDriver:ExecuteAsyncScript', options)) as {
			value: { value?: unknown; error?: string };
		};
		if (reply.value.error) throw new Error(reply.value.error);
		return reply.value.value;
	}

	close(): void {
		this.#socket.destroy();
	}
}
