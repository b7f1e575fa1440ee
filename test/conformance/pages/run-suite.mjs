// Runs the checks of ?suite=NAME one after the other and reports [{ id, value }] to the server.
import { drained, plain } from './kit.mjs';

const query = new URLSearchParams(location.search);
const { clearTimeout, fetch, setTimeout, JSON, Promise } = globalThis;

/** Whatever `promise` gives, or `after` once five seconds are over. */
function within(promise, after) {
	let timer;
	const late = new Promise((resolve) => {
		timer = setTimeout(() => resolve({ threw: after }), 5000);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function record(id, check) {
	try {
		return plain(await within(check(), `no answer: ${id}`));
	} catch (error) {
		return { threw: plain(error) };
	}
}

const found = [];
try {
	const { checks } = await import(`./suites/${query.get('suite')}.mjs`);
	for (const [id, check] of Object.entries(checks)) {
		document.title = id;
		found.push({ id, value: await record(id, check) });
		await within(drained());
		for (const frame of document.querySelectorAll('iframe')) frame.remove();
	}
} catch (error) {
	found.push({ id: 'the suite itself', value: { threw: plain(error) } });
}
await fetch(`/report?run=${query.get('run')}`, { method: 'POST', body: JSON.stringify(found) });
document.title = 'done';
