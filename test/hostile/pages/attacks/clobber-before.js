// Wraps every function of the built-ins before the page uses any, and looks at what passes through.
{
	const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys, smell, leak } = lair;
	const owners = [
		EventTarget,
		Event,
		CustomEvent,
		FocusEvent,
		MessageEvent,
		MessagePort,
		BroadcastChannel,
		Array,
		String,
		Map,
		WeakMap,
		Set,
		WeakSet,
		WeakRef,
		Promise,
		RegExp,
		Date,
		Number,
		Error,
		Uint8Array,
		ArrayBuffer,
		Blob,
		WebSocket,
		Node,
		Document,
		Element,
		AbortSignal,
		HTMLIFrameElement,
		Performance,
		Crypto,
	];
	const wrap = (owner, key, label) => {
		const found = getOwnPropertyDescriptor(owner, key);
		if (!found?.configurable || key === 'constructor' || key === 'prototype') return;
		const spy = (native) =>
			typeof native === 'function'
				? function (...args) {
						for (let i = 0; i < args.length; i++) {
							smell(label, args[i]);
							if (args[i] instanceof FocusEvent || args[i] instanceof CustomEvent)
								leak(`${label}: an event passed, ${args[i].type}`);
						}
						const result = new.target
							? Reflect_construct(native, args, new.target)
							: apply(native, this, args);
						smell(`${label} gave`, result);
						return result;
					}
				: native;
		const changed =
			'value' in found
				? { ...found, value: spy(found.value) }
				: { ...found, get: spy(found.get), set: spy(found.set) };
		try {
			defineProperty(owner, key, { __proto__: null, ...changed });
		} catch {}
	};
	const { construct: Reflect_construct } = Reflect;
	const names = owners.map((one) => one.name);
	const prototypes = owners.map((one) => one.prototype);
	const statics = [Object, Reflect, JSON, Math, Array, Date, Number, Promise, Symbol];
	for (let i = 0; i < prototypes.length; i++) {
		for (const key of ownKeys(prototypes[i]))
			if (key !== Symbol.toPrimitive) wrap(prototypes[i], key, `${names[i]}.${String(key)}`);
	}
	for (const one of statics)
		for (const key of ownKeys(one)) if (typeof key === 'string') wrap(one, key, `static ${key}`);
	for (const key of ['call', 'apply', 'bind', 'toString']) wrap(Function.prototype, key, `Function.${key}`);
}
