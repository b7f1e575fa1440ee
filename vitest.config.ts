import { defineConfig } from 'vitest/config';

/** Tests that give the extension's API a form of their own: of components, and of the panel's words. */
const SHOWN = [
	'test/unit/**/*.test.tsx',
	'test/unit/panel/words/*.test.ts',
	'test/unit/panel/lines/connection.test.ts',
	'test/unit/background/hijack.test.ts',
];

/** What properties are tried with. */
const SEED = 'test/helpers/seed.ts';

export default defineConfig({
	oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
					exclude: SHOWN,
					setupFiles: SEED,
					// Both of two cores: by default one is left alone. Nothing in these tests outlives its file.
					maxWorkers: 2,
					isolate: false,
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				extends: true,
				test: { name: 'unit-shown', include: SHOWN, setupFiles: SEED, maxWorkers: 2, testTimeout: 60_000 },
			},
			{
				extends: true,
				// One browser already keeps two cores busy: two at a time take longer than one after the other.
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.e2e.ts'],
					maxWorkers: 1,
					// The browsers are shared by all files.
					isolate: false,
					testTimeout: 60_000,
					// A headless browser draws without a graphics card: now and then it is starved.
					retry: 1,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
