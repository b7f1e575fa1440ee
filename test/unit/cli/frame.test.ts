import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../../src/cli/format-frame.ts';

const plain = (text: string) => text;
const at = (line: number, column: number, endLine: number, endColumn: number) => ({
	line,
	column,
	endLine,
	endColumn,
	text: '',
});

describe('code frame', () => {
	it('points at the place under the lines before it', () => {
		expect(codeFrame(['a', 'b', 'c', '\tif (x) y'], at(4, 5, 4, 6), plain)).toBe(
			['  2 | b', '  3 | c', '  4 | \tif (x) y', '    | \t    ^'].join('\n'),
		);
	});

	it('ends the carets with the line when the place goes on', () => {
		expect(codeFrame(['one {', '}'], at(1, 4, 2, 1), plain)).toBe(['  1 | one {', '    |     ^'].join('\n'));
	});

	it('cuts a long line around the place', () => {
		const line = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
		const [source = '', carets = ''] = codeFrame(['before', line], at(2, 5000, 2, 5004), plain).split('\n');
		expect(source.length).toBeLessThan(120);
		expect(source.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
	});

	it('survives a place outside the text', () => {
		expect(codeFrame([], at(7, 3, 7, 9), plain)).toContain('^');
	});

	it('reckons with characters that take more room than one, or none', () => {
		const line = "t('中文！🎉', 'e\u0301'); HERE";
		const column = line.indexOf('HERE');
		const [, carets = ''] = codeFrame([line], at(1, column, 1, column + 4), plain).split('\n');
		// Four wide characters, of which one is two units, and a mark that stands above another letter.
		expect(carets).toBe(`    | ${' '.repeat(column + 4 - 1 - 1)}^^^^`);
	});

	it('writes out what would steer the terminal or turn the text round', () => {
		const line = '/* \x1b[2J \u202e */ HERE';
		const [source = '', carets = ''] = codeFrame([line], at(1, 13, 1, 17), plain).split('\n');
		expect(source).toBe('  1 | /* \\u001b[2J \\u202e */ HERE');
		expect(source.slice(carets.indexOf('^'))).toBe('HERE');
	});

	it('cuts no character into halves', () => {
		for (const shift of ['', 'x']) {
			const line = `${shift}${'🎉'.repeat(300)}`;
			expect(codeFrame([line], at(1, 300, 1, 302), plain).isWellFormed()).toBe(true);
		}
	});
});
