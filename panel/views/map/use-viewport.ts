import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Rect } from '../../worker/layout/layout.ts';

/** Screen = picture × scale + offset, in pixels. */
export interface Viewport {
	x: number;
	y: number;
	scale: number;
}

interface Size {
	width: number;
	height: number;
}

const SMALLEST = 0.1;
const LARGEST = 3;
/** A picture with little in it is not blown up. */
const FIT_LARGEST = 1.25;

/** Where a picture of a size fits into a place as a whole. */
export function fitting(picture: Size, place: Size): Viewport {
	if (picture.width <= 0 || place.width <= 0) return { x: 0, y: 0, scale: 1 };
	const scale = Math.max(
		SMALLEST,
		Math.min(FIT_LARGEST, place.width / picture.width, place.height / picture.height),
	);
	return {
		x: (place.width - picture.width * scale) / 2,
		y: (place.height - picture.height * scale) / 2,
		scale,
	};
}

/** The viewport scaled by a factor, with the point at (x, y) of the screen staying where it is. */
export function zoomed(view: Viewport, factor: number, x: number, y: number): Viewport {
	const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
	const by = scale / view.scale;
	return { x: x - (x - view.x) * by, y: y - (y - view.y) * by, scale };
}

/** The nearest viewport in which a rectangle of the picture is in sight. */
export function revealing(view: Viewport, { x, y, width, height }: Rect, place: Size): Viewport {
	const edge = 12;
	const shift = (start: number, length: number, room: number): number => {
		if (start < edge) return edge - start;
		return start + length > room - edge ? Math.max(edge - start, room - edge - start - length) : 0;
	};
	return {
		...view,
		x: view.x + shift(view.x + x * view.scale, width * view.scale, place.width),
		y: view.y + shift(view.y + y * view.scale, height * view.scale, place.height),
	};
}

/** Size of an element in pixels, followed. */
export function useSize(place: RefObject<HTMLElement | null>): Size {
	const [size, setSize] = useState<Size>({ width: 0, height: 0 });
	useLayoutEffect(() => {
		const element = place.current;
		if (!element) return undefined;
		const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		measure();
		return () => observer.disconnect();
	}, [place]);
	return size;
}

/** Zooming and moving of a picture in a place; as long as nobody does either, all of it is in sight. */
export function useViewport(place: RefObject<HTMLElement | null>, size: Size, picture: Size) {
	const [chosen, setChosen] = useState<Viewport | undefined>(undefined);
	const view = chosen ?? fitting(picture, size);
	const now = useRef(view);
	now.current = view;
	// Several moves may come before the next picture.
	const choose = (to: Viewport): void => {
		now.current = to;
		setChosen(to);
	};
	const chooser = useRef(choose);
	chooser.current = choose;

	useEffect(() => {
		const element = place.current;
		if (!element) return undefined;
		const wheel = (event: WheelEvent): void => {
			event.preventDefault();
			const box = element.getBoundingClientRect();
			const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
			if (event.shiftKey) {
				const by = (event.deltaX || event.deltaY) * pixels;
				chooser.current({ ...now.current, x: now.current.x - by });
				return;
			}
			const factor = Math.exp(-event.deltaY * pixels * 0.0015);
			chooser.current(zoomed(now.current, factor, event.clientX - box.left, event.clientY - box.top));
		};
		// Not passive: the wheel must not scroll what is around.
		element.addEventListener('wheel', wheel, { passive: false });
		return () => element.removeEventListener('wheel', wheel);
	}, [place]);

	const zoom = (factor: number): void => choose(zoomed(now.current, factor, size.width / 2, size.height / 2));
	const pan = (x: number, y: number): void =>
		choose({ ...now.current, x: now.current.x + x, y: now.current.y + y });
	const drag = (event: PointerEvent): void => {
		const element = place.current;
		if (!element || event.button !== 0) return;
		let { clientX: x, clientY: y } = event;
		element.setPointerCapture(event.pointerId);
		const move = (moved: PointerEvent): void => {
			pan(moved.clientX - x, moved.clientY - y);
			({ clientX: x, clientY: y } = moved);
		};
		element.addEventListener('pointermove', move);
		element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
			once: true,
		});
	};
	return {
		view,
		zoom,
		pan,
		drag,
		fit: () => setChosen(undefined),
		reveal(rect: Rect) {
			const to = revealing(now.current, rect, size);
			if (to.x !== now.current.x || to.y !== now.current.y) choose(to);
		},
	};
}
