import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseListener } from '../../../src/analyser/analyse.ts';
import { occurrences, type Position, positionAt, relocate } from '../../../src/analyser/locate.ts';

/** The place of a function's own text that is nearest to where it was registered. */
function placeOf(script: string, source: string, near?: Position): Position | undefined {
	const [at] = occurrences(script, source, near);
	return at === undefined ? undefined : positionAt(script, at);
}

describe('occurrences', () => {
	it('finds the only place', () => {
		expect(placeOf('a\n  function f() {}\n', 'function f() {}')).toEqual({ line: 2, column: 2 });
	});

	it('prefers the place nearest to the registration', () => {
		const script = 'x=e=>{};\ny=1;\nz=e=>{};';
		expect(placeOf(script, 'e=>{}', { line: 3, column: 0 })).toEqual({ line: 3, column: 2 });
		expect(placeOf(script, 'e=>{}', { line: 1, column: 0 })).toEqual({ line: 1, column: 2 });
	});

	it.each(['', 'function g() {}'])('finds nothing of %j', (source) => {
		expect(placeOf('function f() {}', source)).toBeUndefined();
	});

	it('gives a position at which the text stands', () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, source, after) => {
				const script = `${before}\n${source}${after}`;
				const at = placeOf(script, source);
				const line = script
					.split('\n')
					.slice((at?.line ?? 0) - 1)
					.join('\n');
				expect(line.slice(at?.column).startsWith(source)).toBe(true);
			}),
		);
	});
});

describe('relocate', () => {
	it('tells places in the function by its own text, and those outside as nowhere', () => {
		const source = 'function on(e) {\n\tif (!ok(e.origin)) return;\n\tout.innerHTML = e.data;\n}';
		const script = `const ok = (o) => o === 'https://good.example';\n\n  ${source}\naddEventListener('message', on);`;
		const at = placeOf(script, source);
		expect(at).toEqual({ line: 3, column: 2 });
		const verdict = relocate(
			analyseListener({ text: script, at: at ?? { line: 0, column: 0 } }),
			at ?? { line: 0, column: 0 },
			source,
		);
		expect(verdict.verdict).toBe('strict');
		const lines = source.split('\n');
		for (const { place } of verdict.sinks) {
			if (place.line > 0)
				expect(lines[place.line - 1]?.slice(place.column)).toContain(place.text.split('\n')[0]);
		}
		expect(verdict.sinks.some(({ place }) => place.line === 3)).toBe(true);
	});

	it('tells what stands beside it on its line as nowhere, too', () => {
		const source = 'function on(e){show(e.data);keep(e.data);out.innerHTML=e.data}';
		const script = `function show(d){out.outerHTML=d}${source}function keep(d){localStorage.a=d}addEventListener("message",on)`;
		const at = placeOf(script, source) ?? { line: 0, column: 0 };
		const verdict = relocate(analyseListener({ text: script, at }), at, source);
		expect(verdict.place).toMatchObject({ line: 1, column: 0, endLine: 1, endColumn: source.length });
		const places = [...verdict.reasons.map(({ place }) => place), ...verdict.sinks.map(({ place }) => place)];
		const inside = places.flatMap((one) => (one && one.line > 0 ? [one] : []));
		const outside = places.filter((one) => one?.line === 0);
		expect(inside.length).toBeGreaterThan(0);
		expect(outside.length).toBeGreaterThan(0);
		for (const { column, endColumn, text } of inside) expect(source.slice(column, endColumn)).toBe(text);
	});
});
