// Getters and setters on the prototypes everything inherits from: whoever reads or writes an absent property is heard.
{
	const { defineProperty, leak } = lair;
	const keys = [
		'get',
		'set',
		'value',
		'writable',
		'enumerable',
		'configurable',
		'capture',
		'once',
		'signal',
		'passive',
		'detail',
		'bubbles',
		'cancelable',
		'composed',
		'relatedTarget',
		'handleEvent',
		'toJSON',
		'then',
		'apply',
		'construct',
		'kind',
		'seq',
		'time',
		'listener',
		'message',
		'target',
		'send',
		'socket',
		'frame',
		'data',
		'size',
		'complete',
		'reads',
		'stack',
		'tables',
		'standIns',
		'recording',
		'token',
		'panel',
		'batch',
		'events',
		'command',
		'id',
		'of',
		'limit',
		'result',
	];
	const quiet = new Set();
	const trap = (owner, name, key) =>
		defineProperty(owner, key, {
			__proto__: null,
			configurable: true,
			get() {
				if (typeof this === 'object' && this !== null && !quiet.has(key)) {
					const stack = new Error('s').stack;
					if (/extension:|<anonymous code>/.test(stack))
						leak(`${name}.${key} read by ours: ${stack.slice(0, 250)}`);
				}
				return undefined;
			},
			set(value) {
				const stack = new Error('s').stack;
				if (/extension:|<anonymous code>/.test(stack)) leak(`${name}.${key} written by ours`);
				defineProperty(this, key, {
					__proto__: null,
					value,
					writable: true,
					enumerable: true,
					configurable: true,
				});
			},
		});
	for (const key of keys) trap(Object.prototype, 'Object.prototype', key);
	for (const key of ['0', '1', '2', '3', '4', '5']) trap(Array.prototype, 'Array.prototype', key);
	for (const key of ['kind', 'tables', 'standIns']) trap(Function.prototype, 'Function.prototype', key);
	lair.finish = () => {
		for (const key of keys) delete Object.prototype[key];
		for (const key of ['0', '1', '2', '3', '4', '5']) delete Array.prototype[key];
	};
}
