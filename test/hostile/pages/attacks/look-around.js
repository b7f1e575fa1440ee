// Looks for the extension: globals, attributes, text of functions, stacks, event traffic, names of files.
{
	const { leak, smell, apply } = lair;
	const known = /earshot/i;
	const look = () => {
		for (const key of Reflect.ownKeys(window)) if (known.test(String(key))) leak(`global ${String(key)}`);
		for (const node of document.querySelectorAll('*'))
			for (const { name, value } of node.attributes)
				if (known.test(name) || /extension:/.test(value)) leak(`attribute ${name}`);
		for (const { name } of performance.getEntriesByType('resource')) smell('resource', name);
		for (const value of [
			window.addEventListener,
			window.postMessage,
			window.WebSocket,
			MessagePort.prototype.postMessage,
			document.open,
		])
			if (!/\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(value)))
				leak(`text of ${value.name}`);
		for (const value of [window.addEventListener, window.postMessage, WebSocket.prototype.send])
			for (const key of Reflect.ownKeys(value))
				if (!['length', 'name', 'prototype'].includes(key)) leak(`own key ${String(key)}`);
	};
	look();
	const { dispatchEvent } = EventTarget.prototype;
	EventTarget.prototype.dispatchEvent = function (event) {
		if (!event.isTrusted && !event.mine) leak(`dispatch of ${event.type}`);
		return apply(dispatchEvent, this, [event]);
	};
	const { addEventListener } = EventTarget.prototype;
	EventTarget.prototype.addEventListener = function (...args) {
		if (/extension:/.test(new Error('s').stack.split('\n').slice(2, 4).join()))
			smell('a listener of ours', String(args[0]));
		return apply(addEventListener, this, args);
	};
	for (const name of ['earshot-hand-over', 'kin', 'ready', 'wake', 'events'])
		for (const target of [window, document])
			apply(addEventListener, target, [name, () => leak(`heard ${name}`), true]);
	lair.later = look;
	lair.finish = look;
}
