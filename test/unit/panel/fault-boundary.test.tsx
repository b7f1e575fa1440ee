// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { FaultBoundary } from '../../../panel/ui/FaultBoundary.tsx';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

function Shown({ row }: { row: number }) {
	if (row % 2 === 1) throw new RangeError(`row ${row}`);
	return <p>row {row}</p>;
}

const draw = (row: number): string => {
	act(() =>
		render(
			<FaultBoundary about={row}>
				<Shown row={row} />
			</FaultBoundary>,
			document.body,
		),
	);
	return document.body.textContent ?? '';
};

it('what cannot be drawn is said to be so, until it is about something else', () => {
	expect(draw(0)).toBe('row 0');
	expect(draw(1)).toBe('notShown RangeError: row 1');
	expect(document.querySelector('[role=alert] button')).not.toBeNull();
	expect(draw(2)).toBe('row 2');
	expect(draw(3)).toBe('notShown RangeError: row 3');
	expect(draw(5)).toBe('notShown RangeError: row 5');
	expect(draw(6)).toBe('row 6');
});
