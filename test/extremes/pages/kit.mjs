/** Resolves with the next `type` event of `target`. */
export const next = (target, type) =>
	new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

export const task = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));

/** What `run` throws, by its name, or 'fine'. */
export function outcome(run) {
	try {
		run();
		return 'fine';
	} catch (error) {
		return error?.name ?? String(error);
	}
}

/** Resolves when `count` messages that `accept` have come to the window, or with fewer when none came for `quiet` ms. */
export const received = (count, accept, quiet = 20_000) =>
	new Promise((resolve) => {
		let got = 0;
		let timer;
		const end = () => {
			clearTimeout(timer);
			removeEventListener('message', listener);
			resolve(got);
		};
		const listener = ({ data }) => {
			if (!accept(data)) return;
			clearTimeout(timer);
			if (++got === count) end();
			else timer = setTimeout(end, quiet);
		};
		addEventListener('message', listener);
		timer = setTimeout(end, quiet);
	});
