// Takes away what an observer could hear or read by: accessors of events and methods of targets, replaced and deleted.
lair.later = () => {
	for (const key of ['origin', 'source', 'ports'])
		lair.defineProperty(MessageEvent.prototype, key, {
			__proto__: null,
			configurable: true,
			get: () => 'https://FORGED.invalid',
		});
	const { get } = lair.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
	lair.defineProperty(MessageEvent.prototype, 'data', {
		__proto__: null,
		configurable: true,
		get() {
			return lair.apply(get, this, []);
		},
	});
	lair.defineProperty(Event.prototype, 'currentTarget', {
		__proto__: null,
		configurable: true,
		get: () => null,
	});
	lair.defineProperty(Event.prototype, 'type', { __proto__: null, configurable: true, get: () => 'FORGED' });
	delete EventTarget.prototype.removeEventListener;
	window.addEventListener = () => {};
};
