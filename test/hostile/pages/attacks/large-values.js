// Sizes that break whoever copies without a limit: long texts, deep and wide objects, many ports, cycles.
lair.later = () => {
	let deep = {};
	for (let i = 0; i < 800; i++) deep = { deep };
	const wide = {};
	for (let i = 0; i < 100000; i++) wide[`key ${i}`] = i;
	const cycle = { list: [] };
	for (let i = 0; i < 1000; i++) cycle.list.push(cycle, cycle.list);
	const sparse = [];
	sparse[4e9] = 1;
	const map = new Map(Array.from({ length: 20000 }, (_, i) => [{ i }, new Set([i])]));
	for (const data of [deep, wide, cycle, sparse, map, 'x'.repeat(3e7), new ArrayBuffer(5e7)])
		window.postMessage(data, '*');
	window.postMessage(
		'ports',
		'*',
		Array.from({ length: 500 }, () => new MessageChannel().port1),
	);
	window.addEventListener('message', new Function('event', `/*${'long '.repeat(400000)}*/`));
	for (let i = 0; i < 20000; i++)
		window.addEventListener(
			'message',
			Object.assign(() => i, {}),
			{ once: true },
		);
};
