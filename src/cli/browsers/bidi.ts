import WebSocket from 'ws';

interface Reply {
	type: 'success' | 'error' | 'event';
	id?: number;
	result?: unknown;
	error?: string;
	message?: string;
}

interface EvaluateResult {
	type: 'success' | 'exception';
	result?: { value?: unknown };
	exceptionDetails?: { text: string };
}

/** A tab or a frame of one, as `browsingContext.getTree` gives it. */
export interface Context {
	context: string;
	url: string;
	children?: Context[] | null;
}

/** A WebDriver BiDi session (W3C), the part of it that is used here. */
export class BiDi {
	#socket: WebSocket;
	#next = 0;
	#waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>();

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.on('message', (data) => {
			const reply = JSON.parse(String(data)) as Reply;
			const waiting = this.#waiting.get(reply.id ?? -1);
			this.#waiting.delete(reply.id ?? -1);
			if (reply.type === 'error') waiting?.fail(new Error(`${reply.error}: ${reply.message}`));
			else waiting?.done(reply.result);
		});
		socket.on('close', () => {
			for (const { fail } of this.#waiting.values()) fail(new Error('Firefox has gone'));
			this.#waiting.clear();
		});
		socket.on('error', () => socket.close());
	}

	static async connect(url: string): Promise<BiDi> {
		const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 28 });
		await new Promise<void>((done, fail) => {
			socket.once('open', done);
			socket.once('error', fail);
		});
		return new BiDi(socket);
	}

	send(method: string, params: object = {}): Promise<unknown> {
		const id = ++this.#next;
		return new Promise((done, fail) => {
			this.#waiting.set(id, { done, fail });
			this.#socket.send(JSON.stringify({ id, method, params }), (error) => error && fail(error));
		});
	}

	/** Value of an expression that gives a string, or a promise of one, in the main world of a context. */
	async evaluate(context: string, expression: string): Promise<unknown> {
		const reply = (await this.send('script.evaluate', {
			expression,
			target: { context },
			awaitPromise: true,
		})) as EvaluateResult;
		if (reply.type === 'exception') throw new Error(reply.exceptionDetails?.text ?? 'The script failed');
		return reply.result?.value;
	}

	/** The context with its frames; undefined when it has gone. */
	async tree(root: string): Promise<Context | undefined> {
		const { contexts } = (await this.send('browsingContext.getTree', { root })) as { contexts: Context[] };
		return contexts[0];
	}

	close(): void {
		this.#socket.close();
	}
}
