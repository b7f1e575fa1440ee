import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../panel/ui/theme.css', import.meta.url), 'utf8');
const coloursIn = (text: string): Record<string, string> =>
	Object.fromEntries(
		[...text.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, colour]) => [name, colour]),
	);
const light = coloursIn(css.split('[data-theme="dark"]')[0] ?? '');
const dark = { ...light, ...coloursIn(css.split('[data-theme="dark"]')[1] ?? '') };

/** Relative luminance, and contrast ratio of two colours (WCAG 2.2). */
function luminance(colour: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a = '', b = ''): number {
	const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
	return (high + 0.05) / (low + 0.05);
}

describe.each([
	['light', light],
	['dark', dark],
])('code in the %s theme', (_, theme) => {
	it('can be read wherever it is marked', () => {
		const words = ['text', ...Object.keys(theme).filter((name) => name.startsWith('code-'))];
		const pairs = words.flatMap((word) =>
			['surface', 'deciding-line', 'deciding'].map((ground): [string, number] => [
				`${word} on ${ground}`,
				contrast(theme[word], theme[ground]),
			]),
		);
		expect(words.length).toBeGreaterThan(7);
		expect(pairs.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
	});
});
