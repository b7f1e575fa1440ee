import { type ElementQuery, locate } from './locate.ts';
import { pause, poll } from './poll.ts';
import type { Realm } from './remote.ts';

/** As the extension's devtools page names its panel. */
export const PANEL_TITLE = 'Earshot';

/** What a browser must offer for its panel to be driven; everything else is the same in both. */
export interface PanelHost extends Realm {
	/** Trusted mouse events at a point of the panel, in CSS pixels of its viewport. */
	mouse(x: number, y: number, action: 'click' | 'double-click' | 'move'): Promise<void>;
	/** Trusted scroll wheel over a point of the panel. */
	wheel(x: number, y: number, deltaY: number): Promise<void>;
	/** Trusted key presses: the text typed, or one key by its DOM name. */
	type(text: string): Promise<void>;
	press(key: string, modifiers?: Modifier[]): Promise<void>;
	/** Makes the devtools' window so large, in CSS pixels. */
	resize(width: number, height: number): Promise<void>;
	/** PNG of the browser's devtools with the panel in it. */
	picture(): Promise<Uint8Array>;
}

export type Modifier = 'Control' | 'Shift' | 'Alt' | 'Meta';

/** The real Earshot panel in the browser's devtools, driven as a person would. */
export interface PanelHandle extends PanelHost {
	click(query: ElementQuery, action?: 'click' | 'double-click' | 'move'): Promise<void>;
	/** Resolves to the element's text, as rendered. */
	text(query: ElementQuery): Promise<string>;
	/** Waits until there is such an element. */
	find(query: ElementQuery, timeout?: number): Promise<void>;
}

/** How long an element must stay in its place before it is pressed, and how often it is waited for. */
const REST_MS = 20;
const MOST_MOVES = 20;

/** Adds to a browser's panel what is made of its primitives. */
export function panelHandle(host: PanelHost): PanelHandle {
	const place = (query: ElementQuery, { bring = false, timeout }: { bring?: boolean; timeout?: number }) =>
		poll(`an element ${JSON.stringify(query)}`, () => host.evaluate(locate, query, bring), timeout);
	return {
		...host,
		async click(query, action = 'click') {
			let at = await place(query, { bring: true });
			// What is being laid out moves: a person would not press before it rests.
			for (let moves = 0; moves < MOST_MOVES; moves++) {
				await pause(REST_MS);
				const next = await place(query, { bring: true });
				if (next.x === at.x && next.y === at.y) break;
				at = next;
			}
			await host.mouse(at.x, at.y, action);
		},
		async text(query) {
			return (await place(query, {})).text;
		},
		async find(query, timeout) {
			await place(query, timeout === undefined ? {} : { timeout });
		},
	};
}
