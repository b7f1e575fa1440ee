// Runs the load named in the address and reports what the page saw: its facts, its uncaught errors, how long it took.
const query = new URLSearchParams(location.search);
const errors = [];
addEventListener('error', ({ message }) => errors.push(`uncaught ${message}`));
addEventListener('unhandledrejection', ({ reason }) => errors.push(`unhandled ${reason}`));
const { load } = await import(`./loads/${query.get('load')}.mjs`);
const start = performance.now();
let outcome = {};
try {
	outcome = await load();
} catch (error) {
	errors.push(`thrown ${error}`);
}
const ms = Math.round(performance.now() - start);
await fetch(`/report?run=${query.get('run')}`, {
	method: 'POST',
	body: JSON.stringify({ facts: {}, rows: {}, ...outcome, errors, ms }),
});
