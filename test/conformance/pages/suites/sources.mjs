import { docAt, frame, frameAt, originOf, task } from '../kit.mjs';
import { answering, marked } from '../sources-kit.mjs';

export const checks = {
	'to itself': async () => {
		const told = marked('a');
		window.postMessage(['a'], '*');
		return told;
	},
	'to itself through self, frames, globalThis, parent, top': async () => {
		const all = [];
		for (const target of [self, frames, globalThis, parent, top]) {
			const told = marked('a');
			target.postMessage(['a'], '*');
			all.push(await told);
		}
		return all;
	},
	'same-origin child to parent': async () => {
		const told = marked('c');
		await frameAt('a', "parent.postMessage(['c'],'*')");
		return told;
	},
	'same-origin child to parent, from its listener': async () => {
		const told = marked('r');
		const element = await frameAt('a', answering('r'));
		element.contentWindow.postMessage('hello', '*');
		return told;
	},
	'srcdoc child to parent': async () => {
		const told = marked('s');
		await frame({ srcdoc: "<script>parent.postMessage(['s'],'*')</script>" });
		return told;
	},
	'about:blank child, called from outside': async () => {
		const inner = (await frame()).contentWindow;
		const told = marked('b');
		inner.eval("parent.postMessage(['b'],'*')");
		return told;
	},
	'cross-origin child to parent': async () => {
		const told = marked('x');
		await frameAt('b', "parent.postMessage(['x'],'*')");
		return told;
	},
	'cross-origin child answers': async () => {
		const told = marked('y');
		const element = await frameAt('b', answering('y'));
		element.contentWindow.postMessage('hello', originOf('b'));
		return told;
	},
	'cross-origin child, wrong targetOrigin': async () => {
		const element = await frameAt('b', answering('w'));
		let count = 0;
		const listener = () => count++;
		window.addEventListener('message', listener);
		element.contentWindow.postMessage('hello', originOf('c'));
		await task(60);
		window.removeEventListener('message', listener);
		return count;
	},
	'sandboxed child': async () => {
		const told = marked('o');
		await frame({ srcdoc: "<script>parent.postMessage(['o'],'*')</script>", sandbox: 'allow-scripts' });
		return told;
	},
	'sandboxed child receives': async () => {
		const told = marked('o2');
		const element = await frame({ srcdoc: `<script>${answering('o2')}</script>`, sandbox: 'allow-scripts' });
		element.contentWindow.postMessage('hello', '*');
		return told;
	},
	'blob: child': async () => {
		const told = marked('bl');
		const url = URL.createObjectURL(
			new Blob(["<script>parent.postMessage(['bl'],'*')</script>"], { type: 'text/html' }),
		);
		await frame({ src: url });
		return told;
	},
	'data: child': async () => {
		const told = marked('da');
		await frame({ src: `data:text/html,<script>parent.postMessage(['da'],'*')</script>` });
		return told;
	},
	'javascript: child': async () => {
		const told = marked('js');
		await frame({ src: `javascript:"<script>parent.postMessage(['js'],'*')<\\/script>"` });
		return told;
	},
	'object child': async () => {
		const told = marked('ob');
		const element = document.createElement('object');
		element.data = docAt('b', "parent.postMessage(['ob'],'*')");
		document.body.append(element);
		const seen = await told;
		element.remove();
		return seen;
	},
	'grandchild to top': async () => {
		const told = marked('g');
		const inner = docAt('c', "top.postMessage(['g'],'*')");
		await frameAt('a', `document.write(${JSON.stringify(`<iframe src="${inner}"></iframe>`)})`);
		return told;
	},
	'sibling to sibling': async () => {
		const told = marked('si');
		await frameAt(
			'b',
			`addEventListener('message',(e)=>parent.postMessage(['si',e.data,e.origin,e.source===parent[1]],'*'))`,
		);
		await frameAt('c', "parent[0].postMessage('from sibling','*')");
		return told;
	},
	'same-origin sibling': async () => {
		const told = marked('ss');
		await frameAt(
			'a',
			`addEventListener('message',(e)=>parent.postMessage(['ss',e.data,e.origin,e.source===parent[1]],'*'))`,
		);
		await frameAt('a', "parent[0].postMessage('from sibling','*')");
		return told;
	},
};
