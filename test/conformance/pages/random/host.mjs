// Runs the programs of ?seeds=1,2,… side by side, each in a frame of its own; with ?wait they begin when told to.
const query = new URLSearchParams(location.search);
const seeds = query.get('seeds').split(',');
const keep = query.get('keep');
const results = {};
const starts = [];

const element = document.createElement('iframe');
document.body.append(element);
const helper = element.contentWindow;
helper.eval(`
	makeFunction = (go) => function listener(...args) { return go(this, args); };
	makeObject = (go) => ({ handleEvent(...args) { return go(this, args); } });
	postAs = (target, args) => target.postMessage(...args);
	postLater = (target, args) => { setTimeout(() => target.postMessage(...args)); };
`);
window.helper = helper;

window.finished = (seed, noted, told) => {
	results[seed] = query.has('wait') ? told : noted;
	if (Object.keys(results).length === seeds.length)
		void fetch(`/report?run=${query.get('run')}`, { method: 'POST', body: JSON.stringify(results) });
};
window.begin = () => {
	for (const start of starts.splice(0)) start();
};
window.ready = (_seed, start) => {
	starts.push(start);
	if (starts.length < seeds.length) return;
	document.title = 'ready';
	if (!query.has('wait')) window.begin();
};
for (const seed of seeds) {
	const frame = document.createElement('iframe');
	frame.src = `program.html?seed=${seed}${keep ? `&keep=${keep}` : ''}${query.has('wait') ? '&judged' : ''}`;
	document.body.append(frame);
}
