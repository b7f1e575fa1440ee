import { WebSocket } from 'ws';

interface Reply {
	id?: number;
	result?: unknown;
	error?: { message: string };
}

/** A DevTools protocol client that enables nothing by itself: what puppeteer turns on costs as much as some extensions. */
export class Cdp {
	#socket: WebSocket;
	#next = 0;
	#waiting = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>();

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.on('error', () => {});
		socket.on('close', () => {
			for (const { fail } of this.#waiting.values()) fail(new Error('The browser has gone'));
			this.#waiting.clear();
		});
		socket.on('message', (data) => {
			const { id, result, error } = JSON.parse(String(data)) as Reply;
			const waiting = this.#waiting.get(id ?? -1);
			this.#waiting.delete(id ?? -1);
			if (error) waiting?.fail(new Error(error.message));
			else waiting?.done(result);
		});
	}

	static async connect(url: string): Promise<Cdp> {
		const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 28 });
		await new Promise<void>((done, fail) => {
			socket.once('open', () => done());
			socket.once('error', fail);
		});
		return new Cdp(socket);
	}

	send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
		const id = ++this.#next;
		return new Promise((done, fail) => {
			this.#waiting.set(id, { done, fail });
			this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
		});
	}

	/** Value of an expression in the main world of an attached target; promises are awaited. */
	async evaluate(sessionId: string, expression: string): Promise<unknown> {
		const reply = (await this.send(
			'Runtime.evaluate',
			{ expression, awaitPromise: true, returnByValue: true },
			sessionId,
		)) as {
			result: { value?: unknown };
			exceptionDetails?: { text: string; exception?: { description?: string } };
		};
		const failed = reply.exceptionDetails;
		if (failed) throw new Error(failed.exception?.description ?? failed.text);
		return reply.result.value;
	}

	close(): void {
		this.#socket.terminate();
	}
}
