import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface SplitPaneProps {
	/** Name of the separator: it sizes the second part. */
	label: string;
	first: ComponentChildren;
	/** Absent: the first part has all the room. */
	second: ComponentChildren;
	/** Share of the second part, 0 to 1. */
	share: number;
	onShare(share: number): void;
}

/** Wider than this, in relation to its height, a pane is split into left and right. */
const WIDE = 1.15;
/** Narrower than this, in pixels, neither half would have room. */
const NARROWEST = 700;
const STEP = 0.04;
/** Shares that the second part may have. */
const LEAST = 0.15;
const MOST = 0.85;

/**
 * Two parts with a splitter between them: side by side where there is width, else one above the other. The keyboard
 * habits are those of the ARIA window splitter: the arrows along its way move it, Home and End make the second part as
 * small and as large as it can be.
 */
export function SplitPane({ label, first, second, share, onShare }: SplitPaneProps) {
	const id = useId();
	const pane = useRef<HTMLDivElement>(null);
	const [wide, setWide] = useState(true);
	useLayoutEffect(() => {
		const element = pane.current;
		if (!element) return undefined;
		const observer = new ResizeObserver(([entry]) => {
			const box = entry?.contentRect;
			if (box && box.height > 0) setWide(box.width / box.height > WIDE && box.width >= NARROWEST);
		});
		observer.observe(element);
		return () => observer.disconnect();
	}, []);

	const drag = (event: PointerEvent): void => {
		const box = pane.current?.getBoundingClientRect();
		const handle = event.currentTarget as HTMLElement;
		if (!box || event.button !== 0) return;
		handle.setPointerCapture(event.pointerId);
		const move = (moved: PointerEvent): void => {
			const rest = wide ? (box.right - moved.clientX) / box.width : (box.bottom - moved.clientY) / box.height;
			onShare(clamp(rest));
		};
		handle.addEventListener('pointermove', move);
		handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
			once: true,
		});
	};
	const step = (event: KeyboardEvent): void => {
		const [larger, smaller] = wide ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
		const to = { [larger]: share + STEP, [smaller]: share - STEP, Home: LEAST, End: MOST }[event.key];
		if (to === undefined) return;
		event.preventDefault();
		onShare(clamp(to));
	};
	const shown = second !== undefined && second !== null && second !== false;
	const size = `${(share * 100).toFixed(2)}%`;
	const style = shown
		? wide
			? { gridTemplateColumns: `minmax(0, 1fr) 1px ${size}` }
			: { gridTemplateRows: `minmax(0, 1fr) 1px ${size}` }
		: {};
	return (
		<div ref={pane} class={`split ${wide ? 'split-wide' : 'split-tall'}`} style={style}>
			<div class="split-part">{first}</div>
			{shown && (
				<>
					{/* biome-ignore lint/a11y/useSemanticElements: a rule is not focusable; a movable separator must be */}
					<div
						class="splitter"
						role="separator"
						aria-label={label}
						aria-orientation={wide ? 'vertical' : 'horizontal'}
						aria-valuenow={Math.round(share * 100)}
						aria-valuemin={LEAST * 100}
						aria-valuemax={MOST * 100}
						aria-controls={id}
						tabIndex={0}
						onPointerDown={drag}
						onKeyDown={step}
					/>
					<div id={id} class="split-part">
						{second}
					</div>
				</>
			)}
		</div>
	);
}

const clamp = (share: number): number => Math.min(MOST, Math.max(LEAST, share));
