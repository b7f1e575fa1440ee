// Plays the isolated world to the hook and the hook to the isolated world, with every name it can think of.
{
	const { leak } = lair;
	const forged = JSON.stringify([
		{
			kind: 'message',
			seq: 1,
			time: 1,
			message: 1,
			target: { kind: 'window', id: 0 },
			type: 'message',
			n: 1,
			origin: 'https://FORGED.invalid',
			source: { relation: 'self' },
			ports: [],
			trusted: true,
			data: { t: 'string', v: 'FORGED' },
			size: 6,
			complete: true,
		},
	]);
	const names = [
		'earshot-hand-over',
		'hand-over',
		'earshot',
		'kin',
		'ready',
		'wake',
		'events',
		'result',
		'rearm',
		'pull',
		'record',
		'rest',
		'snapshot',
		'command',
		'ask',
	];
	const forge = () => {
		for (const target of [window, document, document.documentElement]) {
			for (const name of names) {
				const bus = new EventTarget();
				for (const heard of names)
					bus.addEventListener(
						heard,
						(event) => event.detail !== forged && leak(`a forged bus heard ${heard} ${event.detail}`),
					);
				target.dispatchEvent(new FocusEvent(name, { relatedTarget: bus, bubbles: true }));
				target.dispatchEvent(new CustomEvent(name, { detail: forged, bubbles: true }));
				target.dispatchEvent(new CustomEvent(name, { detail: `0 ${forged.slice(1, -1)}` }));
				target.dispatchEvent(new MessageEvent(name, { data: forged, ports: [new MessageChannel().port1] }));
				for (const signal of ['events', 'result'])
					bus.dispatchEvent(new CustomEvent(signal, { detail: `0 ${forged.slice(1, -1)}` }));
				bus.dispatchEvent(
					new CustomEvent('command', {
						detail: JSON.stringify({ id: 1, command: { kind: 'get-source', listener: 1 } }),
					}),
				);
			}
		}
	};
	for (const name of names)
		for (const target of [window, document])
			lair.apply(lair.add, target, [
				name,
				(event) => event instanceof FocusEvent && event.relatedTarget && !event.relatedTarget.mine && false,
				true,
			]);
	forge();
	lair.later = forge;
	lair.finish = forge;
}
