// Listeners, options, events and data that bite whoever looks at them.
lair.later = () => {
	const bite = () => {
		throw new Error('ATTACK looked at');
	};
	const all = Object.fromEntries(
		[
			'get',
			'has',
			'ownKeys',
			'getPrototypeOf',
			'getOwnPropertyDescriptor',
			'isExtensible',
			'defineProperty',
			'set',
		].map((trap) => [trap, bite]),
	);
	const { proxy, revoke } = Proxy.revocable(() => {}, {});
	revoke();
	const listeners = [
		new Proxy(() => {}, all),
		proxy,
		{
			get handleEvent() {
				return bite();
			},
		},
		Object.assign(() => {}, { toString: bite, toJSON: bite }),
		class {},
	];
	for (const listener of listeners) {
		try {
			window.addEventListener('nothing', listener);
			const { port1 } = new MessageChannel();
			port1.addEventListener('message', listener);
			window.addEventListener('message', listener, { signal: AbortSignal.abort() });
		} catch (error) {
			lair.fail(`addEventListener threw ${error}`);
		}
	}
	for (const data of [
		new Proxy({}, all),
		proxy,
		{
			get a() {
				return bite();
			},
		},
		document,
		window,
		Symbol('s'),
		10n ** 400n,
	]) {
		const event = new MessageEvent('message', { data });
		for (const key of ['origin', 'type', 'target']) Object.defineProperty(event, key, { get: bite });
		window.dispatchEvent(event);
	}
	window.dispatchEvent(Object.setPrototypeOf(new MessageEvent('message'), new Proxy({}, all)));
};
