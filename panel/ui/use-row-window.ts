import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { contentHeight, type RowWindow, rowWindow, scrollTopFor } from './row-window.ts';

const HEAD_HEIGHT = 22;

export interface Scroll {
	window: RowWindow;
	/** Rows that fit into the viewport. */
	page: number;
	/** Pixels of the viewport below the header. */
	height: number;
	/** Pixels that a row has. */
	width: number;
	/** It stays at the end while rows are added. */
	isStuck: boolean;
	/** How often it was drawn for having been scrolled. */
	turns: number;
	onScroll(): void;
	/** Whether a row is in sight as a whole. */
	isInSight(index: number): boolean;
	/** Brings a row into sight. */
	reveal(index: number): void;
	toEnd(): void;
}

/** Which rows a scroller shows, and its sticking to the end while rows are added. */
export function useRowWindow(
	scroller: RefObject<HTMLElement | null>,
	count: number,
	rowHeight: number,
	sticky: boolean,
): Scroll {
	/** As it was last told; while it sticks to the end, the end is where it is. */
	const scrolled = useRef(0);
	/** Where it was when it was last drawn. */
	const drawn = useRef(0);
	const [turns, redraw] = useState(0);
	const [viewport, setViewport] = useState(0);
	const [width, setWidth] = useState(0);
	const atEnd = useRef(true);

	useLayoutEffect(() => {
		const element = scroller.current;
		if (!element) return undefined;
		const measure = (): void => {
			setViewport(element.clientHeight - HEAD_HEIGHT);
			setWidth(element.clientWidth);
		};
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		measure();
		return () => observer.disconnect();
	}, [scroller]);

	const stuck = sticky && atEnd.current;
	const end = Math.max(0, contentHeight(count, rowHeight) - viewport);
	if (stuck) scrolled.current = end;
	const scrollTop = scrolled.current;
	drawn.current = scrollTop;
	const geometry = { scrollTop, viewport, count, rowHeight };
	const window = rowWindow(geometry);

	// What is at the end is drawn already: nothing is read back, and nothing drawn again.
	useLayoutEffect(() => {
		const element = scroller.current;
		if (element && stuck) element.scrollTop = end;
	}, [scroller, stuck, end]);

	return {
		window,
		width,
		height: viewport,
		page: Math.floor(viewport / rowHeight),
		isStuck: stuck,
		turns,
		onScroll() {
			const element = scroller.current;
			if (!element) return;
			atEnd.current = element.scrollTop >= element.scrollHeight - element.clientHeight - 2;
			if (element.scrollTop === scrolled.current) return;
			scrolled.current = element.scrollTop;
			// In the frame that this is told in; what else is drawn in it draws this as well.
			requestAnimationFrame(() => {
				if (drawn.current !== scrolled.current) redraw((n) => n + 1);
			});
		},
		isInSight: (index) => scrollTopFor(index, geometry) === scrollTop,
		reveal(index) {
			const element = scroller.current;
			if (!element) return;
			const to = scrollTopFor(index, { ...geometry, scrollTop: element.scrollTop });
			if (to !== element.scrollTop) element.scrollTop = to;
		},
		toEnd() {
			const element = scroller.current;
			if (!element) return;
			atEnd.current = true;
			element.scrollTop = end;
			scrolled.current = end;
			redraw((n) => n + 1);
		},
	};
}
