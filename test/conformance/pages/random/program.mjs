// Runs one program (?seed=N, with ?keep=0,2 only these steps) and hands what it noted to the page around it.
import { makeListeners } from './callbacks.mjs';
import { makeProgram } from './make.mjs';
import { run } from './ops.mjs';
import { lab, name, wrong } from './realm.mjs';

const query = new URLSearchParams(location.search);
const seed = Number(query.get('seed'));
const host = window.parent;
const { setTimeout } = window;
lab.helper = host.helper;

/** Until nothing was noted for some turns and nothing is on its way that we know of. */
async function settle() {
	let before = -1;
	for (let still = 0, turns = 0; still < 3 && turns < 300; turns++) {
		await new Promise((go) => setTimeout(go, 3));
		const busy = lab.waits.some((wait) => wait());
		still = lab.log.length === before && !busy ? still + 1 : 0;
		before = lab.log.length;
	}
}

export const watchErrors = () => {
	window.onerror = (message, file, line, _column, error) => {
		lab.log.push([
			lab.lane ?? lab.lastLane,
			'uncaught',
			message,
			error === undefined ? 'none' : wrong(error),
			typeof line,
			String(file).replace(/^.*\//, '').replace(/\?.*/, ''),
		]);
		return true;
	};
	window.onunhandledrejection = (event) => {
		lab.log.push(['rejections', wrong(event.reason)]);
		event.preventDefault();
	};
};

async function play() {
	const program = makeProgram(seed, query.has('judged'));
	lab.program = program;
	lab.watchErrors = watchErrors;
	name('w', window);
	name('e0', new (class Bus extends EventTarget {})());
	program.listeners.forEach(({ kind }, i) => {
		if (kind.startsWith('foreign')) lab.limited.add(`c${i}`);
	});
	for (const { cb, via } of [...program.steps.flat(), ...program.listeners.flatMap(({ acts }) => acts)])
		if (cb && via?.startsWith('foreign')) lab.limited.add(cb);
	makeListeners(program.listeners);
	watchErrors();
	const keep = query.get('keep')?.split(',').map(Number);
	const noted = [];
	for (let i = 0; i < program.steps.length; i++) {
		if (keep && !keep.includes(i)) continue;
		lab.log.push(['', 'step', i]);
		for (const op of program.steps[i]) {
			lab.lane = undefined;
			run(op);
		}
		await settle();
		noted.push(...lab.log.splice(0));
	}
	return noted;
}

host.ready(seed, async () => {
	let noted;
	try {
		noted = await play();
	} catch (error) {
		noted = [['', 'the program itself failed', wrong(error), String(error.stack)]];
	}
	host.finished(seed, noted, { facts: lab.truth, kinds: lab.program?.listeners.map(({ kind }) => kind) });
});
