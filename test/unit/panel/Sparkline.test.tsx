// @vitest-environment happy-dom

import { render } from 'preact';
import { expect, it } from 'vitest';
import { Sparkline } from '../../../panel/ui/Sparkline.tsx';

/** How far to the right a curve of so many values comes. */
function reachOf(count: number): number {
	const values = Array.from({ length: count }, () => 1);
	render(<Sparkline values={values} label="" width={72} height={14} />, document.body);
	const path = document.querySelector('path')?.getAttribute('d') ?? '';
	return Number(/H([\d.]+)V14Z$/.exec(path)?.[1]);
}

it('is no block of colour where little happened: a moment takes the place of a moment', () => {
	expect([1, 2, 6].map(reachOf)).toEqual([6, 12, 36]);
	expect([12, 60].map(reachOf)).toEqual([72, 72]);
});
