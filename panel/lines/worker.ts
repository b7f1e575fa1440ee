/** Why there is no answer: it took too long, or the worker ended. `detail` in the engine's words, where it has any. */
export interface WorkerFailure {
	failed: 'timeout' | 'crashed';
	detail: string;
}

export interface WorkerLine<Question, Answer> {
	/** Answers come one after the other; a failure is an answer too. */
	ask(question: Question): Promise<Answer | WorkerFailure>;
	/** Ends the worker: nobody wants its answers any more. */
	close(): void;
}

interface Waiting<Question, Answer> {
	question: Question;
	answer(answer: Answer | WorkerFailure): void;
}

/**
 * A worker that answers questions, started with the first one. One that does not answer within the limit, or that falls
 * over, is ended, and the next question gets a new one: the texts that it works on are hostile.
 */
export function workerLine<Question, Answer>(file: string, limitMs: number): WorkerLine<Question, Answer> {
	const queue: Waiting<Question, Answer>[] = [];
	let worker: Worker | undefined;
	let current: Waiting<Question, Answer> | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const settle = (answer: Answer | WorkerFailure): void => {
		clearTimeout(timer);
		const settled = current;
		current = undefined;
		settled?.answer(answer);
		next();
	};
	const end = (failed: WorkerFailure['failed'], detail = ''): void => {
		worker?.terminate();
		worker = undefined;
		settle({ failed, detail });
	};
	const start = (): Worker => {
		const made = new Worker(file);
		made.onmessage = ({ data }: MessageEvent<Answer>) => made === worker && settle(data);
		made.onmessageerror = () => made === worker && end('crashed');
		made.onerror = (event) => {
			event.preventDefault();
			if (made === worker) end('crashed', event.message);
		};
		return made;
	};
	const next = (): void => {
		if (current) return;
		current = queue.shift();
		if (!current) return;
		worker ??= start();
		timer = setTimeout(() => end('timeout'), limitMs);
		worker.postMessage(current.question);
	};
	return {
		ask: (question) =>
			new Promise((answer) => {
				queue.push({ question, answer });
				next();
			}),
		close() {
			clearTimeout(timer);
			queue.length = 0;
			current = undefined;
			worker?.terminate();
			worker = undefined;
		},
	};
}
