/** Other windows of the page's origin: what a listener sends to them passes by the method of theirs, not of its own. */
import { bus, dataOf, list, redefine, standIn } from './toolbox.ts';

type Call = (...args: never) => unknown;

const windows: object[] = list();
bus.onTarget('neighbour', (target) => {
	for (let i = 0; i < windows.length; i++) if (windows[i] === target) return;
	windows[windows.length] = target;
});

/**
 * Has calls of their postMessage go to `instead`, or be noted and go on as they are: with a function in between the
 * receiver would see another sender. The answer ends it.
 */
export function watchNeighbours(instead: Call | undefined, note: () => void): () => void {
	const undo: (() => void)[] = list();
	for (let i = 0; i < windows.length; i++) {
		try {
			undo[undo.length] = watch(windows[i] as object, instead, note);
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

export const forgetNeighbours = (): void => {
	windows.length = 0;
};

function watch(target: object, instead: Call | undefined, note: () => void): () => void {
	const native = dataOf(target, 'postMessage') as Call | undefined;
	if (typeof native !== 'function') return () => {};
	const value = standIn(
		native,
		(instead
			? { apply: instead }
			: {
					get apply() {
						note();
						return undefined;
					},
				}) as ProxyHandler<Call>,
	);
	return redefine(
		target,
		'postMessage',
		{ value: native, writable: true, enumerable: true, configurable: true },
		{ value },
	);
}
