// Breaks the built-ins once the page has its listeners: whoever still calls them gets an exception.
lair.later = () => {
	const spots = [
		[
			Array.prototype,
			[
				'push',
				'pop',
				'shift',
				'slice',
				'splice',
				'map',
				'filter',
				'forEach',
				'join',
				'indexOf',
				'includes',
				'find',
				'some',
			],
		],
		[
			String.prototype,
			['slice', 'split', 'indexOf', 'replace', 'match', 'startsWith', 'charCodeAt', 'substring', 'trim'],
		],
		[Map.prototype, ['get', 'set', 'has', 'delete', 'forEach']],
		[WeakMap.prototype, ['get', 'set', 'has', 'delete']],
		[Set.prototype, ['add', 'has', 'delete']],
		[WeakSet.prototype, ['add', 'has']],
		[Function.prototype, ['call', 'apply', 'bind', 'toString']],
		[RegExp.prototype, ['exec', 'test']],
		[
			Object,
			[
				'keys',
				'create',
				'assign',
				'entries',
				'getPrototypeOf',
				'defineProperty',
				'getOwnPropertyDescriptor',
				'freeze',
			],
		],
		[Reflect, ['apply', 'construct', 'ownKeys', 'get', 'set', 'getPrototypeOf']],
		[JSON, ['stringify', 'parse']],
		[Math, ['min', 'max', 'floor', 'random', 'ceil', 'round']],
		[Date, ['now']],
		[Performance.prototype, ['now']],
		[EventTarget.prototype, ['dispatchEvent']],
		[Event.prototype, ['stopImmediatePropagation', 'preventDefault', 'composedPath']],
		[window, ['queueMicrotask', 'structuredClone', 'CustomEvent', 'WeakRef', 'Map', 'Set', 'WeakMap']],
	];
	for (let i = 0; i < spots.length; i++) {
		const owner = spots[i][0];
		for (let k = 0; k < spots[i][1].length; k++) {
			const key = spots[i][1][k];
			lair.defineProperty(owner, key, {
				__proto__: null,
				configurable: true,
				writable: true,
				value: function broken() {
					throw new Error(`ATTACK ${String(key)}`);
				},
			});
		}
	}
};
