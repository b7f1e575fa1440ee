/** Other windows of the page's origin: what a listener sends to them passes by the method of theirs, not of its own. */
import { replaceValue } from './sink-parts.ts';
import { bus, dataOf, list, standIn } from './toolbox.ts';

type Call = (...args: never) => unknown;

const windows: object[] = list();
bus.onTarget('neighbour', (target) => {
	for (let i = 0; i < windows.length; i++) if (windows[i] === target) return;
	windows[windows.length] = target;
});

/** Does something in each of them; the answer undoes it. */
export function inNeighbours(act: (window: object) => () => void): () => void {
	const undo: (() => void)[] = list();
	for (let i = 0; i < windows.length; i++) {
		try {
			undo[undo.length] = act(windows[i] as object);
		} catch {
			// It shows a document of another origin by now.
		}
	}
	return () => {
		for (let i = 0; i < undo.length; i++) {
			try {
				(undo[i] as () => void)();
			} catch {
				// Likewise: and what was put there went with its document.
			}
		}
	};
}

/**
 * Has calls of their postMessage go to `instead`, or be noted and go on as they are: with a function in between the
 * receiver would see another sender. The answer ends it.
 */
export const watchNeighbours = (instead: Call | undefined, noted: () => void): (() => void) =>
	inNeighbours((window) => watch(window, instead, noted));

export const forgetNeighbours = (): void => {
	windows.length = 0;
};

function watch(target: object, instead: Call | undefined, noted: () => void): () => void {
	const native = dataOf(target, 'postMessage') as Call | undefined;
	if (typeof native !== 'function') return () => {};
	const note = {
		get apply() {
			noted();
			return undefined;
		},
	};
	const handler = (instead ? { apply: instead } : note) as ProxyHandler<Call>;
	return replaceValue(target, 'postMessage', standIn(native, handler));
}
