import { describe, expect, it } from 'vitest';
import type { AnalysisStore } from '../../../panel/store/analysis-store.ts';
import { createFraming } from '../../../panel/store/framing.ts';
import type { CommandResult } from '../../../src/protocol/command.ts';
import type { HeaderField } from '../../../src/protocol/handshake.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo } from '../session/events.ts';

function setUp(log: Record<string, HeaderField[]>, answer: CommandResult) {
	const session = new Session();
	session.introduce(documentInfo({ url: 'https://shop.test/page?a#part' }), 1_000);
	session.addBatch('top', 1, JSON.stringify([added(1, 1, { source: 'a', sourceLength: 1 })]), 2_000);
	const [asked, read, reconsidered]: [string[], string[], number[]] = [[], [], []];
	const framing = createFraming({
		session,
		analysis: { reconsider: (index: number) => reconsidered.push(index) } as unknown as AnalysisStore,
		command: async (token) => {
			asked.push(token);
			return answer;
		},
		headers: async (url) => {
			read.push(url);
			return log[url];
		},
		changed: () => {},
	});
	const listener = session.listeners[0];
	if (!listener) throw new Error('no listener');
	const known = () => framing.about(listener).map((record) => record.framing);
	return { framing, listener, asked, read, reconsidered, known };
}

const failed: CommandResult = { kind: 'failed', code: 'redirected' };

describe('what is known of framing', () => {
	it('comes from the log of the developer tools without a request, where they saw the page load', async () => {
		const log = {
			'https://shop.test/page?a': [
				{ name: 'X-Frame-Options', value: 'DENY' },
				{ name: 'content-security-policy', value: "default-src 'self'\nframe-ancestors 'none'" },
			],
		};
		const { framing, listener, asked, reconsidered, known } = setUp(log, failed);
		await framing.readLog(listener);
		await framing.readLog(listener);
		expect(known()).toEqual([
			{ xFrameOptions: 'DENY', contentSecurityPolicy: "default-src 'self', frame-ancestors 'none'" },
		]);
		expect([asked, reconsidered]).toEqual([[], [0]]);
	});

	it('stays unknown where they did not, and can be asked for', async () => {
		const answer: CommandResult = { kind: 'framing', headers: { xFrameOptions: 'SAMEORIGIN' } };
		const { framing, listener, asked, read, known } = setUp({}, answer);
		await framing.readLog(listener);
		await framing.readLog(listener);
		expect([known(), read, asked]).toEqual([[undefined], ['https://shop.test/page?a'], []]);
		await framing.look(listener);
		expect([known(), asked]).toEqual([[{ xFrameOptions: 'SAMEORIGIN' }], ['top']]);
		await framing.readLog(listener);
		expect(read).toHaveLength(1);
	});
});
