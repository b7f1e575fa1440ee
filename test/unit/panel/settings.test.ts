import { describe, expect, it } from 'vitest';
import { isTextRecord, type Storage, shared } from '../../../panel/store/settings.ts';

/** As browsers store it. */
const sorted = (value: unknown): unknown =>
	typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
		: value;

/** Storage that two panels share; what is stored is told of when the test says so. */
function setUp(kept: Record<string, unknown> = {}) {
	const watchers: ((value: unknown) => void)[] = [];
	const events: unknown[] = [];
	const storage: Storage = {
		get: async (key) => kept[key],
		async set(key, value) {
			kept[key] = value;
			events.push(value);
		},
		watch: (_, changed) => void watchers.push(changed),
	};
	const tell = (): void => {
		for (const value of events.splice(0)) for (const watcher of watchers) watcher(sorted(value));
	};
	const panel = () => shared<Record<string, string>>(storage, 'notes', {}, isTextRecord);
	return { kept, storage, panel, tell };
}

describe('what all panels have in common', () => {
	it('keeps what each of them adds', async () => {
		const { kept, panel, tell } = setUp();
		const [one, other] = [panel(), panel()];
		await Promise.resolve();
		one.value = { ...one.value, a: 'seen' };
		tell();
		expect(other.value).toEqual({ a: 'seen' });
		other.value = { ...other.value, b: 'known' };
		tell();
		expect([one.value, kept['notes']]).toEqual([
			{ a: 'seen', b: 'known' },
			{ a: 'seen', b: 'known' },
		]);
	});

	it('is not thrown back by the news of its own changes', async () => {
		const { panel, tell } = setUp();
		const one = panel();
		await Promise.resolve();
		const seen: unknown[] = [];
		one.value = { b: '1', a: '1' };
		one.value = { b: '2', a: '1' };
		one.subscribe((value) => seen.push(value));
		tell();
		one.value = { b: '1', a: '1' };
		tell();
		expect(seen).toEqual([
			{ b: '2', a: '1' },
			{ b: '1', a: '1' },
		]);
	});

	it('is what was stored last, where two were changed at once', async () => {
		const { kept, panel, tell } = setUp();
		const [one, other] = [panel(), panel()];
		await Promise.resolve();
		one.value = { a: '1' };
		other.value = { b: '2' };
		tell();
		expect([one.value, other.value]).toEqual([kept['notes'], kept['notes']]);
	});

	it('does not believe a spoiled memory', async () => {
		const { panel, storage, tell } = setUp();
		const one = panel();
		await Promise.resolve();
		one.value = { a: '1' };
		await storage.set('notes', 5);
		tell();
		expect(one.value).toEqual({ a: '1' });
	});
});
