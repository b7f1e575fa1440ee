/**
 * Constructors that give out ports and workers: which two ports make a channel, which script a worker runs.
 * The browser constructs natively with the page's own arguments and newTarget.
 */
import { affordStack, encodeStack } from './call-site.ts';
import type { Log } from './log.ts';
import { apply, type Callable, getterOf } from './natives.ts';
import { firstText } from './own-properties.ts';
import { patchConstructor } from './patch.ts';
import { targetId } from './target-ids.ts';
import { nameTarget } from './targets.ts';

export function watchChannels(log: Log): void {
	const port1 = getterOf(MessageChannel.prototype, 'port1') as Callable;
	const port2 = getterOf(MessageChannel.prototype, 'port2') as Callable;
	patchConstructor('MessageChannel', (channel) => {
		const one = targetId(apply(port1, channel, []) as object);
		const two = targetId(apply(port2, channel, []) as object);
		const stack = log.recording ? affordStack() : undefined;
		log.add(60, () => `"channel-created",[${one},${two}],${encodeStack(stack)}`);
	});
	patchConstructor('Worker', (worker, args) => {
		nameTarget(worker, 'worker', firstText(args));
	});
	if (!('SharedWorker' in window)) return;
	const port = getterOf(SharedWorker.prototype, 'port') as Callable;
	patchConstructor('SharedWorker', (worker, args) => {
		nameTarget(apply(port, worker, []) as object, 'shared-worker', firstText(args));
	});
}
