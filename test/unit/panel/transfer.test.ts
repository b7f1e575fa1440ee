import { describe, expect, it } from 'vitest';
import { exportFormats } from '../../../panel/store/export-formats.ts';
import { createOpenedStore } from '../../../panel/store/opened-store.ts';
import type { PanelStore } from '../../../panel/store/panel-store.ts';
import { createTransfer } from '../../../panel/store/transfer.ts';
import type { OpenedSession } from '../../../src/export/read-session.ts';
import { shopSession } from '../export/sessions.ts';
import { message, text } from '../session/events.ts';

function storeOf(session = shopSession()) {
	const kept: string[] = [];
	const turns: (() => void)[] = [];
	const store = createOpenedStore(session, {
		analyser: { post: () => {}, onReply: () => {} },
		storage: {
			get: async () => undefined,
			set: async (key) => {
				kept.push(key);
			},
		},
		now: () => 5_000,
		later: (run) => turns.push(run),
		nextFrame: (run) => turns.push(run),
		expectedVersion: 1,
	});
	const settle = async (): Promise<void> => {
		await Promise.resolve();
		while (turns.length > 0) turns.shift()?.();
	};
	return { store, settle, kept };
}

function transferOf(pause: () => Promise<void> = async () => {}) {
	const saved: { name: string; type: string; text: string }[] = [];
	const shown: { name: string; opened: OpenedSession }[] = [];
	const transfer = createTransfer({
		version: '1.2.3',
		now: () => 1_700_000_000_000,
		pause,
		save: (name, type, parts) => saved.push({ name, type, text: parts.join('') }),
		show: (name, opened) => shown.push({ name, opened }),
	});
	return { transfer, saved, shown };
}

const exported = async (store: PanelStore): Promise<string> => {
	const { transfer, saved } = transferOf();
	await transfer.exportAs(store, 'session');
	return saved[0]?.text ?? '';
};
const file = (content: string) => {
	const blob = new Blob([content]);
	return { name: 'shop.earshot.json', size: blob.size, stream: () => blob.stream() };
};

describe('exports of the panel', () => {
	it('have a name that says host, time and format, and something in them', async () => {
		const { store } = storeOf();
		const { transfer, saved } = transferOf();
		for (const format of exportFormats) await transfer.exportAs(store, format);
		expect(saved.map(({ name }) => name)).toEqual(
			['.earshot.json', '.har', '.csv', '.sarif', '.html', '.md'].map(
				(ending) => `earshot-shop.test-20231114-221320${ending}`,
			),
		);
		for (const { text, name } of saved) expect([name, text.includes('shop.test')]).toEqual([name, true]);
		expect(transfer.job.value).toBeUndefined();
	});

	it('leave credentials out until told otherwise', async () => {
		const session = shopSession();
		session.addBatch('top', 9, JSON.stringify([message(90, { data: text('token=Ab1planted') })]), 2_000);
		const { store } = storeOf(session);
		const { transfer, saved } = transferOf();
		await transfer.exportAs(store, 'csv');
		transfer.redact.value = false;
		await transfer.exportAs(store, 'csv');
		expect(saved.map((one) => one.text.includes('Ab1planted'))).toEqual([false, true]);
	});

	it('can be cancelled: then nothing is saved, and nothing is wrong', async () => {
		const { transfer, saved } = transferOf(async () => transfer.cancel());
		await transfer.exportAs(storeOf().store, 'session');
		expect([saved, transfer.job.value, transfer.problem.value]).toEqual([[], undefined, undefined]);
	});

	it('say why they failed', async () => {
		const { store } = storeOf();
		const broken = { ...store, session: undefined } as unknown as PanelStore;
		const { transfer } = transferOf();
		await transfer.exportAs(broken, 'csv');
		expect(transfer.problem.value).toMatchObject({ what: 'export', reason: expect.stringMatching(/\w/) });
	});
});

describe('an opened file', () => {
	it('is shown as it was saved, and keeps no settings', async () => {
		const { transfer, shown } = transferOf();
		await transfer.open(file(await exported(storeOf().store)));
		expect(transfer.problem.value).toBeUndefined();
		const { opened } = shown[0] as (typeof shown)[number];
		expect([shown[0]?.name, opened.redacted]).toEqual(['shop.earshot.json', true]);
		const { store, settle, kept } = storeOf(opened.session);
		await settle();
		expect([store.connection.value, store.ready.value, store.isSaved]).toEqual(['connected', true, true]);
		expect(store.view.length).toBe(shopSession().timeline.length);
		expect(opened.session.recording).toBe(false);
		store.accepted.value = { x: 'note' };
		await settle();
		expect(kept).toEqual([]);
	});

	it.each([
		['hello', 'not-json'],
		['{"log":{}}', 'not-a-session'],
		['{"format":"earshot-session","version":7}', 'other-version'],
	])('that is none (%s) is refused with the reason', async (content, code) => {
		const { transfer, shown } = transferOf();
		await transfer.open(file(content));
		expect(shown).toEqual([]);
		expect(transfer.problem.value).toMatchObject({ what: 'open', problem: { code } });
	});

	it('is not shown when its opening was cancelled', async () => {
		const { transfer, shown } = transferOf();
		const opening = transfer.open(file(await exported(storeOf().store)));
		transfer.cancel();
		await opening;
		expect([shown, transfer.problem.value]).toEqual([[], undefined]);
	});
});
