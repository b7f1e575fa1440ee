import { describe, expect, it, vi } from 'vitest';
import { evidenceText, settledText } from '../../../../panel/views/detail/evidence.ts';
import type { VerdictName } from '../../../../src/analyser/verdict.ts';
import { joinEvidence } from '../../../../src/probe/join-evidence.ts';
import { type Evidence, type ListenerRecord, noEvidence } from '../../../../src/session/listener-record.ts';

vi.mock('webextension-polyfill', async () => {
	const { readFileSync } = await import('node:fs');
	const texts = JSON.parse(readFileSync('panel/_locales/en/messages.json', 'utf8'));
	const getMessage = (key: string, inserts: string[] = []): string =>
		String(texts[key]?.message ?? '').replace(/\$(\d)/g, (_, at) => inserts[Number(at) - 1] ?? '');
	return { default: { i18n: { getMessage } } };
});

const elsewhere = { url: 'https://cdn.test/guard.js', line: 3, column: 9 };

it.each([
	['window', ['https://a.test'], /^Ran 3 times from 1 origin; read data in 3; never read origin\.$/],
	['window', [], /^Ran 3 times from 0 origins/],
	['websocket', [], /^Ran 3 times\.$/],
	['port', [], /^Ran 3 times\.$/],
] as const)('says of origins what it can of a listener on a %s', (kind, origins, text) => {
	const evidence = { ...noEvidence(), runs: 3, readData: 3, dataFirst: 3, origins: new Set(origins) };
	const added = { target: { kind, id: 1 } } as ListenerRecord['added'];
	expect(evidenceText({ evidence, added })).toMatch(text);
});

describe('what is said of a verdict beside what was seen', () => {
	it.each<[VerdictName, Partial<Evidence>, RegExp | '']>([
		['none', {}, ''],
		[
			'none',
			{ foreignActed: 1 },
			/^What was seen confirms “none”\. For 1 message from a foreign origin it read the data and sent/,
		],
		[
			'unknown',
			{ foreignActed: 40, foreignUnchecked: 40 },
			/^The code alone does not decide this\. What was seen raises the verdict to “none”\. For 40 messages from foreign origins/,
		],
		[
			'unknown',
			{ foreignUnchecked: 2 },
			/^It read the data of 2 messages from foreign origins without looking/,
		],
		[
			'strict',
			{ foreignActed: 2 },
			/^By its code the verdict is “strict”, but what was seen overrules that: “unknown”\. For 2 messages/,
		],
		[
			'none',
			{ readData: 9, originSite: elsewhere },
			/^By its code the verdict is “none”, but .*: “unknown”\. Every time it read data \(9 runs\), .*guard\.js/,
		],
		['strict', { readOrigin: 1, dataFirst: 1 }, /^In 1 run, data was read before origin\./],
		[
			'strict',
			{ readOrigin: 9, foreignData: 9 },
			/^What was seen confirms “strict”\. For 9 messages from foreign origins, origin was read before the data every/,
		],
	])('%s, %j', (verdict, changes, sentence) => {
		const stated = { verdict, confidence: 'medium' as const };
		const settled = joinEvidence(stated, { ...noEvidence(), ...changes }, ['https://shop.test/app.js']);
		if (sentence === '') expect(settledText(settled)).toBe('');
		else expect(settledText(settled)).toMatch(sentence);
	});
});
