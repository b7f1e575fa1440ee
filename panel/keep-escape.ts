/**
 * Keeps Firefox's split console shut while the panel takes Escape. There the toolbox hears of the key before the panel
 * and opens its console, whatever the panel makes of it; of a key that a panel lets go it hears once more, and shuts it
 * again. So what takes Escape here must seem to let it go, to the browser alone.
 */
export function keepEscape(realm: Window): void {
	if (realm.location.protocol !== 'moz-extension:') return;
	realm.addEventListener(
		'keydown',
		(event) => {
			if (event.key !== 'Escape') return;
			let isTaken = false;
			Object.defineProperties(event, {
				preventDefault: {
					value: () => {
						isTaken = true;
					},
				},
				defaultPrevented: { get: () => isTaken },
			});
		},
		true,
	);
}
