import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { workerLine } from '../../../../panel/lines/worker.ts';

/** A worker whose answers the test gives. */
class Scripted {
	static all: Scripted[] = [];
	readonly questions: unknown[] = [];
	ended = false;
	onmessage: ((event: { data: unknown }) => void) | undefined;
	onerror: ((event: { preventDefault(): void; message: string }) => void) | undefined;
	readonly file: string;
	constructor(file: string) {
		this.file = file;
		Scripted.all.push(this);
	}
	postMessage(question: unknown): void {
		this.questions.push(question);
	}
	terminate(): void {
		this.ended = true;
	}
}
const worker = (index: number): Scripted => Scripted.all[index] as Scripted;

beforeEach(() => {
	Scripted.all = [];
	vi.stubGlobal('Worker', Scripted);
	vi.useFakeTimers();
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

describe('a worker', () => {
	it('is started with the first question and asked one after the other', async () => {
		const line = workerLine<string, string>('/x.js', 1_000);
		expect(Scripted.all).toEqual([]);
		const answers = [line.ask('a'), line.ask('b')];
		expect(worker(0)).toMatchObject({ file: '/x.js', questions: ['a'] });
		worker(0).onmessage?.({ data: 'A' });
		expect(worker(0).questions).toEqual(['a', 'b']);
		worker(0).onmessage?.({ data: 'B' });
		expect(await Promise.all(answers)).toEqual(['A', 'B']);
		expect(Scripted.all.length).toBe(1);
	});

	it('that hangs is ended, and the next question gets a new one', async () => {
		const line = workerLine<string, string>('/x.js', 1_000);
		const answers = [line.ask('a'), line.ask('b')];
		vi.advanceTimersByTime(999);
		expect(worker(0).ended).toBe(false);
		vi.advanceTimersByTime(1);
		expect(worker(0).ended).toBe(true);
		expect(worker(1).questions).toEqual(['b']);
		// A word of the dead is not the answer to another question.
		worker(0).onmessage?.({ data: 'A' });
		worker(1).onmessage?.({ data: 'B' });
		expect(await Promise.all(answers)).toEqual([{ failed: 'timeout', detail: '' }, 'B']);
	});

	it('that falls over says why, and the next question gets a new one', async () => {
		const line = workerLine<string, string>('/x.js', 1_000);
		const first = line.ask('a');
		const prevented = vi.fn();
		worker(0).onerror?.({ preventDefault: prevented, message: 'out of memory' });
		expect(await first).toEqual({ failed: 'crashed', detail: 'out of memory' });
		expect(prevented).toHaveBeenCalled();
		const second = line.ask('b');
		worker(1).onmessage?.({ data: 'B' });
		expect(await second).toBe('B');
		vi.advanceTimersByTime(5_000);
		expect(worker(1).ended).toBe(false);
	});

	it('is ended with what it works for, and nobody waits for it any more', async () => {
		const line = workerLine<string, string>('/x.js', 1_000);
		const heard: unknown[] = [];
		for (const question of ['a', 'b']) void line.ask(question).then((answer) => heard.push(answer));
		line.close();
		expect(worker(0).ended).toBe(true);
		worker(0).onmessage?.({ data: 'A' });
		vi.advanceTimersByTime(5_000);
		await Promise.resolve();
		expect([heard, Scripted.all.length]).toEqual([[], 1]);
	});
});
