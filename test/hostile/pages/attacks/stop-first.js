// Silences one listener: stops each message before anyone else can hear it, from every place it can.
{
	const { apply, add, came, later } = lair;
	const stop = (event) => {
		event.stopImmediatePropagation();
		lair.came(event.data);
	};
	for (const capture of [true, false]) apply(add, window, ['message', stop, capture]);
	window.addEventListener('message', stop, true);
	window.addEventListener('message', stop);
	lair.later = () => window.addEventListener('message', stop, { capture: true });
	void [came, later];
}
