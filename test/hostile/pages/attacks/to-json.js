// Conversions that the page controls: toJSON, toString, valueOf, iterators and species put on every prototype.
{
	const { defineProperty, leak } = lair;
	const spring = (name) =>
		function () {
			if (/extension:|<anonymous code>/.test(new Error('s').stack)) leak(`${name} called by ours`);
			return this;
		};
	for (const owner of [Object, Array, String, Number, Boolean, Map, Date, Function])
		defineProperty(owner.prototype, 'toJSON', {
			__proto__: null,
			configurable: true,
			value: spring(`${owner.name}.toJSON`),
		});
	const iterate = Array.prototype[Symbol.iterator];
	Array.prototype[Symbol.iterator] = function () {
		if (/extension:|<anonymous code>/.test(new Error('s').stack)) leak('Array iterator used by ours');
		return iterate.call(this);
	};
	defineProperty(Array, Symbol.species, {
		__proto__: null,
		configurable: true,
		get() {
			leak('Array species read');
			return Array;
		},
	});
	lair.finish = () => {
		for (const owner of [Object, Array, String, Number, Boolean, Map, Date, Function])
			delete owner.prototype.toJSON;
	};
}
