import { describe, expect, it } from 'vitest';
import {
	createPreferences,
	defaultPreferences,
	type Preferences,
	readPreferences,
} from '../../../panel/store/preferences.ts';
import type { Storage } from '../../../panel/store/settings.ts';

const chosen: Preferences = {
	theme: 'dark',
	language: 'zh_CN',
	limits: { rows: 100_000, bodies: 50_000_000 },
	idle: 'listeners',
	alone: ['example.com', 'shop.test'],
};

/** Storage that two pages share. */
function shared(stored: Record<string, unknown> = {}) {
	const watchers = new Set<(value: unknown) => void>();
	const storage: Storage = {
		get: async (key) => stored[key],
		async set(key, value) {
			stored[key] = value;
			for (const watch of watchers) watch(value);
		},
		watch: (_, changed) => void watchers.add(changed),
	};
	return { stored, storage };
}

describe('preferences', () => {
	it.each([
		['nothing', undefined],
		['a text', 'dark'],
		['null', null],
		['a list', []],
		['what no version wrote', { theme: 'dark' }],
		['what a later version wrote', { version: 2, ...chosen }],
	])('are the defaults where %s is stored', (_, stored) => {
		expect(readPreferences(stored)).toEqual(defaultPreferences);
	});

	it.each<[string, object, Partial<Preferences>]>([
		['an unknown theme', { theme: 'sepia' }, { theme: 'follow' }],
		['a theme of another type', { theme: 1 }, { theme: 'follow' }],
		['an unknown language', { language: 'xx/../..' }, { language: 'follow' }],
		['limits that are none', { limits: 5 }, { limits: defaultPreferences.limits }],
		[
			'a limit that is not offered',
			{ limits: { rows: -1, bodies: 50_000_000 } },
			{ limits: { rows: defaultPreferences.limits.rows, bodies: 50_000_000 } },
		],
	])('with %s keep the other members', (_, wrong, expected) => {
		expect(readPreferences({ version: 1, ...chosen, ...wrong })).toEqual({ ...chosen, ...expected });
	});

	it('survive being stored', async () => {
		const { storage } = shared();
		const before = createPreferences(storage);
		await before.loaded;
		before.choose(chosen);
		const after = createPreferences(storage);
		await after.loaded;
		expect(after.now.value).toEqual(chosen);
	});

	it('chosen in one page hold in the others', async () => {
		const { storage } = shared();
		const [one, other] = [createPreferences(storage), createPreferences(storage)];
		await Promise.all([one.loaded, other.loaded]);
		one.choose({ theme: 'light' });
		expect(other.now.value.theme).toBe('light');
	});

	it('are the defaults where storage cannot be read', async () => {
		const broken = createPreferences({
			get: () => Promise.reject(new Error('QuotaExceededError')),
			set: async () => {},
		});
		await broken.loaded;
		expect(broken.now.value).toEqual(defaultPreferences);
	});
});
