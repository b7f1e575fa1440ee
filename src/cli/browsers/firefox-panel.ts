import { EVALUATE_IN_PANEL, OPEN_PANEL, PANEL_CORNER, PANEL_PICTURE } from './firefox-scripts.ts';
import type { Marionette } from './marionette.ts';
import { type Modifier, PANEL_TITLE, type PanelHandle, panelHandle } from './panel-handle.ts';
import { poll } from './poll.ts';
import { realmOf } from './realm.ts';

/** Code points that WebDriver gives to keys without a character ("Keyboard actions"). */
const KEYS: Record<string, string> = {
	Backspace: '\uE003',
	Tab: '\uE004',
	Enter: '\uE007',
	Shift: '\uE008',
	Control: '\uE009',
	Alt: '\uE00A',
	Escape: '\uE00C',
	PageUp: '\uE00E',
	PageDown: '\uE00F',
	End: '\uE010',
	Home: '\uE011',
	ArrowLeft: '\uE012',
	ArrowUp: '\uE013',
	ArrowRight: '\uE014',
	ArrowDown: '\uE015',
	Delete: '\uE017',
	F1: '\uE031',
	Meta: '\uE03D',
};

/** Opens the toolbox of a tab and the Earshot panel in it; resolves when the panel is connected. */
export async function openFirefoxPanel(marionette: Marionette, context: string): Promise<PanelHandle> {
	const inPanel = (body: string, ...args: unknown[]): Promise<unknown> =>
		marionette.chrome(body, context, PANEL_TITLE, ...args);
	const perform = (source: object): Promise<unknown> =>
		marionette.send('WebDriver:PerformActions', { actions: [source] });
	const keys = (actions: object[]): Promise<unknown> => perform({ type: 'key', id: 'keyboard', actions });
	const at = async (x: number, y: number): Promise<{ x: number; y: number }> => {
		const corner = (await inPanel(PANEL_CORNER)) as { x: number; y: number };
		return { x: Math.round(corner.x + x), y: Math.round(corner.y + y) };
	};

	await poll('the Earshot tab of the toolbox', () => inPanel(OPEN_PANEL), 30_000);
	const panel = panelHandle({
		...realmOf((expression) => inPanel(EVALUATE_IN_PANEL, expression)),
		async mouse(x, y, action) {
			const press = [
				{ type: 'pointerDown', button: 0 },
				{ type: 'pointerUp', button: 0 },
			];
			const presses = { click: press, 'double-click': [...press, ...press], move: [] };
			const move = { type: 'pointerMove', origin: 'viewport', ...(await at(x, y)) };
			await perform({ type: 'pointer', id: 'mouse', actions: [move, ...presses[action]] });
		},
		async wheel(x, y, deltaY) {
			const scroll = { type: 'scroll', origin: 'viewport', deltaX: 0, deltaY, ...(await at(x, y)) };
			await perform({ type: 'wheel', id: 'wheel', actions: [scroll] });
		},
		async type(text) {
			await keys(
				[...text].flatMap((value) => [
					{ type: 'keyDown', value },
					{ type: 'keyUp', value },
				]),
			);
		},
		async press(key, modifiers: Modifier[] = []) {
			const value = KEYS[key] ?? key;
			const held = modifiers.map((modifier) => KEYS[modifier] ?? modifier);
			await keys([
				...held.map((code) => ({ type: 'keyDown', value: code })),
				{ type: 'keyDown', value },
				{ type: 'keyUp', value },
				...held.map((code) => ({ type: 'keyUp', value: code })),
			]);
		},
		async resize(width, height) {
			await marionette.send('WebDriver:SetWindowRect', { width, height });
		},
		async picture() {
			return Buffer.from(String(await inPanel(PANEL_PICTURE)), 'base64');
		},
	});
	await panel.waitFor(() => document.documentElement.getAttribute('data-ready') === 'true', [], 30_000);
	return panel;
}
