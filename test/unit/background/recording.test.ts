import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RecordingRules, scriptsFor } from '../../../src/background/recording.ts';
import { PREFERENCES_KEY, PREFERENCES_VERSION, type Recording } from '../../../src/protocol/recording.ts';

type Script = { id: string; matches?: string[]; excludeMatches?: string[] };

const fake = vi.hoisted(() => ({
	scripts: new Map<string, Script>(),
	stored: {} as Record<string, unknown>,
	changed: (_changes: object, _area: string): void => {},
}));
vi.mock('webextension-polyfill', () => ({
	default: {
		runtime: { onInstalled: { addListener() {} }, onStartup: { addListener() {} } },
		storage: {
			onChanged: {
				addListener(listener: typeof fake.changed) {
					fake.changed = listener;
				},
			},
			local: { get: async () => fake.stored },
		},
		scripting: {
			getRegisteredContentScripts: async () => [...fake.scripts.values()],
			async registerContentScripts(scripts: Script[]) {
				for (const script of scripts) {
					if (fake.scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
					fake.scripts.set(script.id, script);
				}
			},
			async unregisterContentScripts({ ids }: { ids: string[] }) {
				for (const id of ids) if (!fake.scripts.delete(id)) throw new Error(`Nonexistent script ID '${id}'`);
			},
		},
	},
}));

const idle = (mode: Recording['idle'], ...alone: string[]): Recording => ({ idle: mode, alone });

describe('scriptsFor', () => {
	it.each([
		[idle('ring'), false, []],
		[idle('off'), false, ['off']],
		[idle('listeners', 'shop.test'), false, ['site', 'listeners']],
		[idle('ring'), true, ['watch']],
		[idle('off', 'shop.test'), true, ['site', 'watch']],
	])('of %j, with a panel open: %s', (recording, isWatching, ids) => {
		expect(scriptsFor(recording, isWatching).map(({ id }) => id)).toEqual(ids);
	});

	it('has sites that are left alone recorded by nobody', () => {
		const [site, watch] = scriptsFor(idle('ring', 'shop.test'), true);
		expect(watch?.excludeMatches).toEqual(site?.matches);
	});
});

describe('RecordingRules', () => {
	const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);
	const ids = (): string => [...fake.scripts.keys()].sort().join();

	beforeEach(() => {
		vi.useFakeTimers();
		fake.scripts.clear();
		fake.stored = {};
		return () => vi.useRealTimers();
	});

	it('follow whether a panel is open, and what a person chooses meanwhile', async () => {
		const rules = new RecordingRules();
		rules.begin();
		rules.watching(true);
		await settled();
		expect(ids()).toBe('watch');
		fake.stored = {
			[PREFERENCES_KEY]: { version: PREFERENCES_VERSION, idle: 'off', alone: ['shop.test'] },
		};
		fake.changed({ [PREFERENCES_KEY]: {} }, 'local');
		await settled();
		expect(ids()).toBe('site,watch');
		expect(fake.scripts.get('watch')?.excludeMatches).toEqual(fake.scripts.get('site')?.matches);
		rules.watching(false);
		await settled();
		expect(ids()).toBe('off,site');
	});

	it('of a background that was stopped are put right when the panel does not come back', async () => {
		fake.scripts.set('watch', scriptsFor(idle('ring'), true)[0] as Script);
		new RecordingRules().begin();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(ids()).toBe('watch');
		await vi.advanceTimersByTimeAsync(10_000);
		expect(ids()).toBe('');
	});
});
