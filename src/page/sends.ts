/**
 * postMessage calls. window.postMessage is only watched, never wrapped: see watchCalls (its arguments stay unseen).
 * On ports, channels and workers no event.source depends on the caller, so the call goes through a trap with its
 * arguments; the native runs first, on the page's own arguments, and what it accepted is then put into words.
 */
import type { Bodies } from './bodies.ts';
import { affordStack, encodeStack } from './call-site.ts';
import { omitted } from './encoded.ts';
import type { Log } from './log.ts';
import { apply, optional } from './natives.ts';
import { argument, itemsJson } from './own-properties.ts';
import { patchMethod, report, watchMethod } from './patch.ts';
import type { Runs } from './runs.ts';
import { knownTarget } from './target-ids.ts';
import { targetOf } from './targets.ts';

export function watchSends(log: Log, runs: Runs, bodies: Bodies): void {
	let last = 0;

	/** A call of this window's postMessage, by this realm or a same-origin one. */
	const noteWindow = (): Runs['instead'] => {
		if (!log.recording) return undefined;
		const send = ++last;
		runs.noteSend(send);
		const stack = affordStack();
		log.add(
			150,
			() => `"sent",${send},["window",0],${omitted('not-observable')},false,[],${encodeStack(stack)}`,
		);
		return runs.instead;
	};

	const noteCall = (name: string, self: object, args: unknown[]): void => {
		try {
			const target = name === 'ServiceWorker' ? '["service-worker",0]' : targetOf(self)?.json;
			if (!target || !log.affords()) return;
			const send = ++last;
			runs.noteSend(send);
			const body = bodies.take('sent', send, args[0], false);
			const stack = log.recording ? affordStack() : undefined;
			const ports = itemsJson(argument(args, 1), portId);
			log.add(bodies.cost(args[0]), () => {
				const { json, size, complete } = body();
				return `"sent",${send},${target},${json},${complete},${ports},${encodeStack(stack)},${size}`;
			});
		} catch (error) {
			report('send', error);
		}
	};

	const trap = (name: string): void => {
		const prototype = optional(name)?.prototype;
		if (!prototype) return;
		patchMethod(prototype, 'postMessage', (native, self, args) => {
			const result = apply(native, self, args);
			if (args.length > 0) noteCall(name, self as object, args);
			return result;
		});
	};

	watchMethod(window, 'postMessage', noteWindow);
	trap('MessagePort');
	trap('BroadcastChannel');
	trap('Worker');
	trap('ServiceWorker');
}

/** The id of a known port in a transfer list; anything but an object is in no table. */
const portId = (item: unknown): number | undefined => knownTarget(item as object);
