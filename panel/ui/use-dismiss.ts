import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Closes something open when a person presses outside of it or Escape; Escape leads back to the button that opened it. */
export function useDismiss(anchor: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
	// As it is drawn, not a frame later: a quick Escape would go to the browser.
	useLayoutEffect(() => {
		if (!open) return undefined;
		const press = (event: PointerEvent): void => {
			if (!anchor.current?.contains(event.target as Node)) close();
		};
		const key = (event: KeyboardEvent): void => {
			if (event.key !== 'Escape') return;
			event.stopPropagation();
			event.preventDefault();
			close();
			anchor.current?.querySelector('button')?.focus();
		};
		addEventListener('pointerdown', press);
		addEventListener('keydown', key, true);
		return () => {
			removeEventListener('pointerdown', press);
			removeEventListener('keydown', key, true);
		};
	}, [anchor, open, close]);
}
