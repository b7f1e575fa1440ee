import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { guardEvents } from '../../helpers/guard-events.ts';
import { standInForBrowser } from '../../helpers/page-globals.ts';

let page: typeof import('../../../src/page/inventory.ts');
let Log: typeof import('../../../src/page/log.ts').Log;
let Target: typeof import('../../../src/page/targets.ts').Target;
beforeAll(async () => {
	standInForBrowser();
	page = await import('../../../src/page/inventory.ts');
	({ Log } = await import('../../../src/page/log.ts'));
	({ Target } = await import('../../../src/page/targets.ts'));
});

type Registration = import('../../../src/page/inventory.ts').Registration;
const registration = (callback: object, more: Partial<Registration> = {}): Registration => ({
	type: 'message',
	how: 'addEventListener',
	callback,
	options: page.NO_OPTIONS,
	watched: true,
	stack: undefined,
	...more,
});

function inventory() {
	const log = new Log(() => {});
	log.recording = true;
	/** What was told since it was last asked for, as the panel reads it. */
	const told = () => {
		const batch = log.take();
		return guardEvents(`[${batch.slice(batch.indexOf(' ') + 1)}]`).events.map((event) =>
			event.kind === 'listener-added'
				? `+${event.listener}`
				: event.kind === 'listener-removed'
					? `-${event.listener} ${event.how}`
					: event.kind,
		);
	};
	return { listeners: new page.Inventory(log), told };
}

it('tells registrations apart as the browser does: by callback, type and phase, and by target', () => {
	const callbacks = [() => 1, () => 2, { handleEvent() {} }];
	const step = fc.record({
		remove: fc.boolean(),
		callback: fc.nat(2),
		target: fc.nat(1),
		type: fc.constantFrom('message' as const, 'messageerror' as const),
		capture: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const { listeners, told } = inventory();
			const targets = [new Target('window', 0), new Target('port', 1)];
			const live = new Map<string, number>();
			const expected: string[] = [];
			let last = 0;
			for (const { remove, callback, target, type, capture } of steps) {
				const [on, fn] = [targets[target] as (typeof targets)[number], callbacks[callback] as object];
				const key = [target, callback, type, capture].join();
				const known = live.get(key);
				expect(listeners.find(on, fn, type, capture)?.id).toBe(known);
				if (remove) listeners.removeEntry(listeners.find(on, fn, type, capture), 'removeEventListener');
				else {
					const options = { ...page.NO_OPTIONS, capture };
					expect(listeners.add(on, registration(fn, { type, options })) === undefined).toBe(
						known !== undefined,
					);
				}
				if (remove && known !== undefined) {
					live.delete(key);
					expected.push(`-${known} removeEventListener`);
				} else if (!remove && known === undefined) {
					live.set(key, ++last);
					expected.push(`+${last}`);
				}
			}
			expect(told()).toEqual(expected);
			for (const on of targets) listeners.removeAll(on, 'document-open');
			expect(told().sort()).toEqual([...live.values()].map((id) => `-${id} document-open`).sort());
			expect(listeners.snapshot()).toBe('');
		}),
		{ numRuns: 200 },
	);
});

it('does not take a listener that is gone for the one that came in its place', () => {
	const { listeners, told } = inventory();
	const target = new Target('window', 0);
	const callback = () => {};
	const first = listeners.add(target, registration(callback));
	listeners.removeEntry(first, 'once');
	listeners.add(target, registration(callback));
	listeners.removeEntry(first, 'signal');
	expect(told()).toEqual(['+1', '-1 once', '+2']);
	expect(listeners.find(target, callback, 'message')?.id).toBe(2);
});

it('finds an on-handler by its type, whatever else its function listens to', () => {
	const { listeners } = inventory();
	const target = new Target('window', 0);
	const callback = () => {};
	listeners.add(target, registration(callback));
	listeners.add(target, registration(callback, { how: 'property' }));
	expect(listeners.find(target, page.HANDLERS, 'message')?.id).toBe(2);
	expect(listeners.find(target, page.HANDLERS, 'messageerror')).toBeUndefined();
	expect(listeners.find(target, callback, 'message')?.id).toBe(1);
});

it('finds the callback of a listener by its number while it is registered', () => {
	const { listeners } = inventory();
	const target = new Target('port', 3);
	const callbacks = [() => 1, () => 2];
	const added = callbacks.map((callback) => listeners.add(target, registration(callback)));
	expect([1, 2, 3].map((id) => listeners.callbackOf(id))).toEqual([...callbacks, undefined]);
	listeners.removeEntry(added[0], 'removeEventListener');
	expect([1, 2].map((id) => listeners.callbackOf(id))).toEqual([undefined, callbacks[1]]);
});

it('takes a hundred thousand listeners on one target, each by itself', { timeout: 20_000 }, () => {
	const { listeners } = inventory();
	const target = new Target('window', 0);
	const callbacks = Array.from({ length: 100_000 }, (_, n) => () => n);
	for (const callback of callbacks) listeners.add(target, registration(callback));
	const found = callbacks.map((callback) => listeners.find(target, callback, 'message')?.id);
	expect(found).toEqual(callbacks.map((_, index) => index + 1));
	for (const callback of callbacks)
		listeners.removeEntry(listeners.find(target, callback, 'message'), 'removeEventListener');
	expect(listeners.snapshot()).toBe('');
});
