// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SplitPane } from '../../../panel/ui/SplitPane.tsx';

/** The room that the pane has. */
let room = { width: 0, height: 0 };

beforeEach(() => {
	vi.stubGlobal(
		'ResizeObserver',
		class {
			readonly #tell: (entries: { contentRect: typeof room }[]) => void;
			constructor(tell: (entries: { contentRect: typeof room }[]) => void) {
				this.#tell = tell;
			}
			observe(): void {
				this.#tell([{ contentRect: room }]);
			}
			disconnect(): void {}
		},
	);
});
afterEach(() => {
	render(null, document.body);
	vi.unstubAllGlobals();
});

/** The splitter of two parts, and what the second one's share is to be after a key; undefined: as it was. */
function splitter(): { separator: HTMLElement; press(key: string): number | undefined } {
	let told: number | undefined;
	const onShare = (share: number): void => {
		told = share;
	};
	const parts = { first: <p>list</p>, second: <p>details</p> };
	act(() => render(<SplitPane label="Resize" {...parts} share={0.4} onShare={onShare} />, document.body));
	const separator = document.querySelector('[role=separator]') as HTMLElement;
	const press = (key: string): number | undefined => {
		told = undefined;
		separator.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
		return told;
	};
	return { separator, press };
}

describe.each([
	['side by side', { width: 1_600, height: 400 }, 'vertical', ['ArrowLeft', 'ArrowRight', 'ArrowUp']],
	['one above the other', { width: 600, height: 800 }, 'horizontal', ['ArrowUp', 'ArrowDown', 'ArrowLeft']],
] as const)('the splitter of two parts %s', (_, size, orientation, [larger, smaller, across]) => {
	it('moves by the arrows along its way, and to both ends', () => {
		room = size;
		const { separator, press } = splitter();
		expect(separator.getAttribute('aria-orientation')).toBe(orientation);
		expect(press(larger)).toBeCloseTo(0.44);
		expect(press(smaller)).toBeCloseTo(0.36);
		expect(press(across)).toBeUndefined();
		expect(press('Home')).toBe(0.15);
		expect(press('End')).toBe(0.85);
	});

	it('says which part it sizes, and how large that is', () => {
		room = size;
		const { separator } = splitter();
		const sized = document.getElementById(separator.getAttribute('aria-controls') ?? '');
		expect(sized?.textContent).toBe('details');
		const values = ['now', 'min', 'max'].map((name) => separator.getAttribute(`aria-value${name}`));
		expect(values).toEqual(['40', '15', '85']);
	});
});
