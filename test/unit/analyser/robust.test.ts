import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseFile, analyseListener } from '../../../src/analyser/analyse.ts';

const FOLDER = 'test/fixtures/corpus/fixtures/synthetic';
const texts = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'));
const NAMES = ['none', 'weak', 'source-only', 'strict', 'inert', 'unknown'];

describe('never throws', () => {
	it('on any text', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				expect(NAMES).toContain(analyseListener({ text, timeLimitMs: 200 }).verdict);
				expect(Array.isArray(analyseFile(text, { timeLimitMs: 200 }))).toBe(true);
			}),
			{ numRuns: 200 },
		);
	});

	it('on scripts with a piece cut out, doubled or replaced', () => {
		const mutation = fc.record({
			text: fc.constantFrom(...texts),
			from: fc.nat(400),
			length: fc.nat(30),
			by: fc.constantFrom('', ' ', '(', '}', 'e', 'origin', '=>', 'null', ' || ', '!'),
		});
		fc.assert(
			fc.property(mutation, ({ text, from, length, by }) => {
				const mutant = text.slice(0, from) + by + text.slice(from + length);
				for (const one of analyseFile(mutant, { timeLimitMs: 200 })) expect(NAMES).toContain(one.verdict);
			}),
			{ numRuns: 300 },
		);
	});

	it('on code nested deeply', () => {
		const deep = `e => { ${'if (e.data) {'.repeat(3000)} use(e.data) ${'}'.repeat(3000)} }`;
		expect(NAMES).toContain(analyseListener({ text: deep }).verdict);
		const calls = `e => ${'f('.repeat(20_000)}e.data${')'.repeat(20_000)}`;
		expect(NAMES).toContain(analyseListener({ text: calls }).verdict);
	});
});

describe('ends in time', () => {
	it('with a pattern that backtracks without end', () => {
		const text = 'e => { if (/^(([a-z])+.)+[A-Z]([a-z])+$/.test(e.origin)) eval(e.data); }';
		const start = Date.now();
		analyseListener({ text, timeLimitMs: 1000 });
		expect(Date.now() - start).toBeLessThan(5000);
	});

	it('with a loop that does not end and functions that call each other', () => {
		const text =
			"function f(e) { while (true) { if (e.origin === 'https://a.example') { g(e); } } } function g(e) { f(e); g(e); } addEventListener('message', f);";
		const start = Date.now();
		expect(analyseFile(text, { timeLimitMs: 1000 })).toHaveLength(1);
		expect(Date.now() - start).toBeLessThan(5000);
	});
});
