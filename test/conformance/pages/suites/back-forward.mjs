import { originOf } from '../kit.mjs';

/** What a page that is left and gone back to sees: whether it was kept, and if not, why. */
async function leaveAndReturn(to, extra = '') {
	const run = `life-${Math.random()}`;
	// Without an opener: browsers keep no page that another has in its hands.
	window.open(
		`${originOf('a')}/life.html?keep&run=${run}&to=${encodeURIComponent(to)}${extra}`,
		'_blank',
		'noopener',
	);
	while (!localStorage.getItem(run)?.includes('end')) {
		await new Promise((go) => {
			addEventListener('storage', go, { once: true });
		});
	}
	const seen = localStorage.getItem(run);
	localStorage.removeItem(run);
	return seen.split(';');
}

export const checks = {
	'kept while at the same site': () => leaveAndReturn(originOf('a')),
	'kept while at another site': () => leaveAndReturn(originOf('b')),
	'kept while at the same site, with a listener of its own': () => leaveAndReturn(originOf('a'), '&pagehide'),
	'kept while at another site, with a listener of its own': () => leaveAndReturn(originOf('b'), '&pagehide'),
};
