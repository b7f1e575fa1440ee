const cached = {
	addEventListener: EventTarget.prototype.addEventListener,
	removeEventListener: EventTarget.prototype.removeEventListener,
};

/** Calls `method` of `target` in one of the ways in which pages do. */
export function viaOf(via, target, method, prototype, foreign, args) {
	switch (via) {
		case 'call':
			return prototype[method].call(target, ...args);
		case 'reflect':
			return Reflect.apply(prototype[method], target, args);
		case 'foreign':
			return foreign[method].call(target, ...args);
		case 'foreign-reflect':
			return Reflect.apply(foreign[method], target, args);
		case 'bound':
			return prototype[method].bind(target, ...args)();
		case 'cached':
			return (cached[method] ?? prototype[method]).apply(target, args);
		case 'own-proto':
			return Object.getPrototypeOf(target)[method].call(target, ...args);
		default:
			return target[method](...args);
	}
}
