// Controls how stacks are made: no call of ours may reach the page's code, and none of ours may fail.
{
	Error.stackTraceLimit = 0;
	Error.prepareStackTrace = (error, sites) => {
		const files = sites.map((site) => site.getFileName?.() ?? '').join();
		if (/extension:/.test(files) || error.message === '')
			lair.leak(`prepareStackTrace was given a stack of ours: ${files}`);
		return 'ATTACK';
	};
	const Native = Error;
	window.Error = class extends Native {
		constructor(...args) {
			super(...args);
			lair.leak('Error was constructed');
		}
	};
	Object.defineProperty(Native.prototype, 'stack', {
		configurable: true,
		get() {
			lair.leak('stack was read');
			return 'ATTACK';
		},
		set() {},
	});
}
