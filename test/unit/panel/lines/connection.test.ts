import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../../panel/lines/connection.ts';
import type { PanelMessage } from '../../../../src/protocol/envelope.ts';
import { browserWith, type FakePort } from '../../../helpers/fake-ports.ts';

const runtime = vi.hoisted(() => ({ connect: (): unknown => undefined }));
vi.mock('webextension-polyfill', () => ({ default: { runtime } }));

let ports: FakePort[];
beforeEach(() => {
	vi.useFakeTimers();
	ports = [];
	runtime.connect = browserWith(ports);
});
afterEach(() => void vi.useRealTimers());

const opened: PanelMessage = { kind: 'opened', version: 1, permitted: true };
const ended = (token: string): PanelMessage => ({ kind: 'ended', token, persisted: false });

describe('the connection of the panel', () => {
	it('keeps what comes before anybody asks, for the first who does', () => {
		const connection = connect(7);
		ports[0]?.receive(opened);
		const [first, second]: PanelMessage[][] = [[], []];
		connection.onMessage((message) => first?.push(message));
		connection.onMessage((message) => second?.push(message));
		ports[0]?.receive(ended('top'));
		expect(first).toEqual([opened, ended('top')]);
		expect(second).toEqual([ended('top')]);
	});

	it('says anew, when the background comes back, which batches are in', () => {
		const connection = connect(7);
		connection.acknowledge('top', 2);
		connection.acknowledge('top', 1);
		connection.acknowledge('gone', 5);
		ports[0]?.receive(ended('gone'));
		ports[0]?.drop();
		vi.advanceTimersByTime(50);
		expect(ports[1]?.posted).toEqual([
			expect.objectContaining({ kind: 'open', tabId: 7, seen: [['top', 2]], looks: false }),
		]);
	});

	it('answers every command: with its result, when the line breaks or is broken, or when it takes too long', async () => {
		const connection = connect(7);
		const command = { kind: 'body', row: 1 } as never;
		const answers = [1, 2, 3].map(() => connection.command('top', command));
		ports[0]?.receive({ kind: 'result', id: 1, result: { kind: 'failed', code: 'unheld' } });
		expect(await answers[0]).toEqual({ kind: 'failed', code: 'unheld' });
		ports[0]?.drop();
		expect(await answers[1]).toEqual({ kind: 'failed', code: 'lost' });
		expect(await connection.command('top', command)).toEqual({ kind: 'failed', code: 'lost' });
		vi.advanceTimersByTime(50);
		const late = connection.command('top', command);
		vi.advanceTimersByTime(10_000);
		expect(await late).toEqual({ kind: 'failed', code: 'no-answer' });
	});
});
