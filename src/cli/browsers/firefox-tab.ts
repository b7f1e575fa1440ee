import type { BiDi, Context } from './bidi.ts';
import type { Tab } from './browser.ts';
import { openFirefoxPanel } from './firefox-panel.ts';
import { CLOSE_PANEL } from './firefox-scripts.ts';
import type { Marionette } from './marionette.ts';
import { poll } from './poll.ts';
import { realmOf } from './realm.ts';

function* framesOf(context: Context): Generator<Context> {
	yield context;
	for (const child of context.children ?? []) yield* framesOf(child);
}

/** A tab of Firefox, by its BiDi context. */
export function firefoxTab(marionette: Marionette, bidi: BiDi, context: string): Tab {
	const realm = realmOf((expression) => bidi.evaluate(context, expression));
	const travel = async (delta: number): Promise<void> => {
		const before = (await bidi.tree(context))?.url;
		await bidi.send('browsingContext.traverseHistory', { context, delta });
		await poll('another page of the history', async () => {
			return before !== (await bidi.tree(context))?.url;
		});
		await realm.waitFor(() => document.readyState === 'complete', []);
	};
	return {
		...realm,
		async goto(url) {
			await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
		},
		async reload() {
			await bidi.send('browsingContext.reload', { context, wait: 'complete' });
		},
		back: () => travel(-1),
		forward: () => travel(1),
		async frame(part) {
			const found = await poll(`a frame of ${part}`, async () => {
				const tree = await bidi.tree(context);
				return tree && [...framesOf(tree)].find((frame) => frame.url.includes(part));
			});
			return realmOf((expression) => bidi.evaluate(found.context, expression));
		},
		async click(selector) {
			const { x, y } = await realm.waitFor(
				(wanted) => {
					const element = document.querySelector(wanted);
					element?.scrollIntoView({ block: 'nearest' });
					const box = element?.getBoundingClientRect();
					return box?.width ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
				},
				[selector],
			);
			const actions = [
				{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
				{ type: 'pointerDown', button: 0 },
				{ type: 'pointerUp', button: 0 },
			];
			await bidi.send('input.performActions', {
				context,
				actions: [{ type: 'pointer', id: 'mouse', actions }],
			});
		},
		openPanel: () => openFirefoxPanel(marionette, context),
		async closePanel() {
			await marionette.chrome(CLOSE_PANEL, context);
		},
		async close() {
			await bidi.send('browsingContext.close', { context });
		},
	};
}
