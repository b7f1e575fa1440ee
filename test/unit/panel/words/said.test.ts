import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { analyseListener } from '../../../../src/analyser/analyse.ts';
import { say } from '../../../../src/analyser/words/sentences.ts';

const root = new URL('../../../../', import.meta.url).pathname;
let texts: Record<string, { message: string }> = {};
vi.mock('webextension-polyfill', () => ({
	default: {
		i18n: {
			getMessage: (key: string, inserts: string[]) =>
				texts[key]?.message.replace(/\$(\d)/g, (_, digit: string) => inserts[Number(digit) - 1] ?? '') ?? '',
		},
	},
}));

let sentenceText: typeof import('../../../../panel/ui/Said.tsx').sentenceText;

/** A panel in a browser that speaks this language: it does not change while a page lives. */
async function speak(locale: string): Promise<void> {
	texts = JSON.parse(readFileSync(`${root}panel/_locales/${locale}/messages.json`, 'utf8'));
	vi.resetModules();
	({ sentenceText } = await import('../../../../panel/ui/Said.tsx'));
}

const { reasons, conditions, fix } = analyseListener({
	text: 'function handler(e) { if (e.origin.startsWith("https://shop.example")) box.innerHTML = e.data; }',
});
const said = [...reasons, ...conditions, ...(fix ? [fix] : [])];

describe('a sentence of the analyser', () => {
	beforeEach(() => speak('zh_CN'));

	it('is told in the language of the panel, with its parts', () => {
		const [decisive] = reasons;
		expect(decisive && sentenceText(decisive)).toMatch(
			/能通过 `origin\.startsWith\(.*\)`，随后在这里数据会变成 HTML。$/,
		);
		for (const one of said) expect(sentenceText(one), one.message).toMatch(/[\u4e00-\u9fff]/);
	});

	it('is the analyser’s own in English', async () => {
		await speak('en');
		expect(said.length).toBeGreaterThan(2);
		for (const one of said) expect(sentenceText(one)).toBe(one.message);
	});

	it('stays what it is where the catalogue has no such text', () => {
		texts = {};
		expect(sentenceText(say('too-deep'))).toBe('The code is nested too deeply to be followed.');
	});
});
