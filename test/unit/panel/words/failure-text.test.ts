import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { failureText } from '../../../../panel/ui/failure-text.ts';
import { failure, failureCodes } from '../../../../src/protocol/failure.ts';

let texts: Record<string, { message: string }>;
vi.mock('webextension-polyfill', () => ({
	default: {
		i18n: {
			getMessage: (key: string, inserts: string[]) =>
				texts[key]?.message.replace(/\$(\d)/g, (_, at: string) => inserts[Number(at) - 1] ?? '') ?? '',
		},
	},
}));

beforeAll(() => {
	texts = JSON.parse(
		readFileSync(new URL('../../../../panel/_locales/en/messages.json', import.meta.url), 'utf8'),
	);
});

describe('a failure in words', () => {
	it.each(failureCodes)('is a sentence for %s', (code) => {
		expect(failureText(failure(code, code === 'status' ? '404' : ''))).toMatch(/^[A-Z“].*[^.]\.$/);
	});

	it('has foreign words behind ours, in quotation marks and with what is not seen written out', () => {
		expect(failureText(failure('refused', 'x is\u202e null'))).toBe(
			'The page refused it. “x is\\u202e null”',
		);
		expect(failureText(failure('status', '404'))).toBe('The server answered with status 404.');
	});
});
