import { beforeEach, describe, expect, it, vi } from 'vitest';
import { removeForgottenRules, serveHijackTest } from '../../../src/background/hijack.ts';
import type { HijackMessage, HijackOrder } from '../../../src/protocol/hijack.ts';
import { portPair } from '../../helpers/port-pair.ts';

const fake = vi.hoisted(() => ({
	rules: new Map<number, unknown>(),
	cookies: { go: (): void => {} },
}));
vi.mock('webextension-polyfill', () => ({
	default: {
		runtime: { getURL: () => 'chrome-extension://abc/' },
		cookies: undefined,
		tabs: {
			get: () =>
				new Promise((found) => {
					fake.cookies.go = () => found({ url: 'https://shop.test/' });
				}),
		},
		declarativeNetRequest: {
			getSessionRules: async () => [...fake.rules.keys()].map((id) => ({ id })),
			updateSessionRules: async ({
				removeRuleIds = [],
				addRules = [],
			}: {
				removeRuleIds?: number[];
				addRules?: { id: number }[];
			}) => {
				for (const id of removeRuleIds) fake.rules.delete(id);
				for (const rule of addRules) {
					if (fake.rules.has(rule.id)) throw new Error(`Rule ${rule.id} is there`);
					fake.rules.set(rule.id, rule);
				}
			},
		},
	},
}));

const order: HijackOrder = {
	kind: 'arm',
	id: 1,
	tabId: 7,
	headers: { url: 'wss://a.test/live', origin: 'https://x.example', site: 'cross-site', cookies: 'page' },
};
const served = () => {
	const { left, right } = portPair<HijackOrder, HijackMessage>();
	const got: HijackMessage[] = [];
	left.onMessage((message) => got.push(message));
	serveHijackTest(right);
	return { line: left, got };
};
const settled = async (): Promise<void> => {
	for (let i = 0; i < 10; i++) await Promise.resolve();
};

beforeEach(() => fake.rules.clear());

describe('rules of a hijacking test', () => {
	it('are those of what is armed', async () => {
		const { line, got } = served();
		line.post(order);
		fake.cookies.go();
		await settled();
		expect(got).toEqual([{ kind: 'armed', id: 1, cookies: [] }]);
		expect(fake.rules.size).toBe(1);
		line.post({ kind: 'disarm', id: 1 });
		await settled();
		expect(fake.rules.size).toBe(0);
	});

	it.each(['disarm', 'close'])('are not left behind where a %s comes before the rule', async (how) => {
		const { line, got } = served();
		line.post(order);
		if (how === 'close') line.close();
		else line.post({ kind: 'disarm', id: 1 });
		fake.cookies.go();
		await settled();
		expect(fake.rules.size).toBe(0);
		expect(got).toEqual([]);
	});

	it('of a background that was stopped do not stand in the way, and go', async () => {
		for (let id = 1; id <= 50; id++) fake.rules.set(id, {});
		const { line, got } = served();
		const removed = removeForgottenRules();
		line.post(order);
		fake.cookies.go();
		await removed;
		await settled();
		expect(got).toEqual([{ kind: 'armed', id: 1, cookies: [] }]);
		line.close();
		await settled();
		expect([...fake.rules.keys()].filter((id) => id > 10)).toEqual([]);
	});
});
