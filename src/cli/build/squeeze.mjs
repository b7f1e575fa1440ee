import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';

/** What every frame of every page loads, compressed, in bytes: a build that is larger fails. */
const MOST_BYTES = { 'page.js': 12_288, 'relay.js': 6_144 };

/** What is too large, in words. */
function overBudget(path, code) {
	const most = MOST_BYTES[basename(path)];
	const size = gzipSync(code, { level: 9 }).length;
	return size > most
		? [{ text: `${basename(path)} has ${size} bytes compressed: ${most} is the most.` }]
		: [];
}

/** The tools, as one function that the page hook lets in by its text (src/page/tools-door.ts). */
const asTools = (code) =>
	`"earshotTools"in window&&(window.earshotTools=function(toolbox){"use strict";${code}})`;

/** A second minifier for what every frame pays for: it finds some 3 % that the bundler does not. */
export const squeeze = {
	name: 'squeeze',
	setup(build) {
		build.initialOptions.write = false;
		build.onEnd(async ({ outputFiles = [] }) => {
			const errors = [];
			for (const { path, text } of outputFiles) {
				const isTools = basename(path) === 'tools.js';
				const whole = isTools ? asTools(text) : text;
				const options = {
					compress: {
						passes: 3,
						ecma: 2020,
						hoist_funs: true,
						pure_getters: true,
						unsafe_comps: true,
						inline: 1,
					},
					format: { ascii_only: true },
					ecma: 2020,
				};
				const { code } = await minify(whole, options);
				mkdirSync(dirname(path), { recursive: true });
				// Firefox refuses a file whose last value cannot be cloned.
				writeFileSync(path, isTools ? `${code}0` : code);
				errors.push(...overBudget(path, code));
			}
			return { errors };
		});
	},
};
