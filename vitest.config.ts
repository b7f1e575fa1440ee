import { defineConfig } from 'vitest/config';

/** Tests that give the extension's API a form of their own: of components, and of the panel's words. */
const SHOWN = ['test/unit/**/*.test.tsx', 'test/unit/panel/words/*.test.ts'];

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
					// Both of two cores: by default one is left alone. Nothing in these tests outlives its file.
					maxWorkers: 2,
					isolate: false,
					testTimeout: 60_000,
				},
			},
			{
				extends: true,
				test: { name: 'unit-shown', include: SHOWN, maxWorkers: 2, testTimeout: 60_000 },
			},
			{
				extends: true,
				// A browser waits more than it works: two at a time on two cores.
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.e2e.ts'],
					maxWorkers: 2,
					testTimeout: 60_000,
					// Two headless browsers draw without a graphics card: now and then one is starved.
					retry: 1,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
