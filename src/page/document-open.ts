/**
 * document.open() and what calls it (write, writeln on a loaded document) erase every listener of the window, those of
 * both our worlds too (HTML, "document open steps"). After each such call a private event tells whether ours are still
 * there; if not, they are put back before the page can do anything else.
 */
import type { Bus } from './channel.ts';
import type { Inventory } from './inventory.ts';
import type { Log } from './log.ts';
import { addListener, apply, CustomEventCtor, dispatch, stopImmediatePropagation } from './natives.ts';
import { patchMethod } from './patch.ts';
import { type Target, targetOf } from './targets.ts';

/** `name`: an unguessable one for the private event. */
export function watchDocumentOpen(
	name: string,
	log: Log,
	inventory: Inventory,
	bus: Bus,
	rearm: () => void,
): void {
	let heard = false;
	const hear = (event: Event): void => {
		heard = true;
		apply(stopImmediatePropagation, event, []);
	};
	const listen = (): void => {
		apply(addListener, window, [name, hear, true]);
	};
	const check = (): void => {
		heard = false;
		apply(dispatch, window, [new CustomEventCtor(name)]);
		if (heard) return;
		inventory.removeAll(targetOf(undefined) as Target, 'document-open');
		listen();
		rearm();
		bus.send('rearm');
		log.add(60, () => '"document-opened"');
	};
	listen();
	const patch = (method: string): void => {
		patchMethod(Document.prototype, method, (native, self, args) => {
			try {
				return apply(native, self, args);
			} finally {
				if (self === document) check();
			}
		});
	};
	patch('open');
	patch('write');
	patch('writeln');
}
