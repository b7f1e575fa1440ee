// Gets at a child's initial window while its document is still on the way: the browser will use that window again.
{
	const { apply, add, defineProperty, leak } = lair;
	lair.later = () => {
		const element = document.createElement('iframe');
		element.src = 'child.html?tampered';
		document.body.append(element);
		const inner = element.contentWindow;
		const spy = (name) => (event) => {
			leak(`the child's window heard ${name} ${event.constructor.name}`);
			const line = event.relatedTarget;
			if (!line) return;
			for (const signal of ['events', 'wake', 'command', 'pull', 'ready'])
				line.addEventListener(signal, ({ detail }) => leak(`the child's line carried ${signal} ${detail}`));
			line.dispatchEvent(new inner.CustomEvent('events', { detail: '0 {"kind":"FORGED"}' }));
			line.dispatchEvent(new inner.CustomEvent('events', { detail: '[{"kind":"FORGED"}]' }));
		};
		for (const name of ['earshot-hand-over', 'kin', 'ready']) apply(add, inner, [name, spy(name), true]);
		for (const [owner, key] of [
			[inner.EventTarget.prototype, 'addEventListener'],
			[inner.EventTarget.prototype, 'dispatchEvent'],
			[inner.Reflect, 'apply'],
		]) {
			const native = owner[key];
			defineProperty(owner, key, {
				__proto__: null,
				configurable: true,
				writable: true,
				value(...args) {
					for (const one of args)
						if (one === 'earshot-hand-over' || one?.type === 'earshot-hand-over')
							leak(`the child called ${key} for the hand-over`);
					return apply(native, this, args);
				},
			});
		}
	};
}
