import { docAt, frame, frameAt, next, nextMessage, task } from '../kit.mjs';
import { answering, marked } from '../sources-kit.mjs';

export const checks = {
	'about:blank child with a function of ours': async () => {
		const inner = (await frame()).contentWindow;
		const told = next(inner, 'message');
		inner.postMessage(['x'], '*');
		const event = await told;
		return [event.source === window, event.origin];
	},
	'function of the child called by the parent': async () => {
		const inner = (await frameAt('a', 'window.tell=()=>parent.postMessage(["fc"],"*")')).contentWindow;
		const told = marked('fc');
		inner.tell();
		return told;
	},
	"parent's function called by the child": async () => {
		window.tellSelf = () => window.postMessage(['pf'], '*');
		const told = marked('pf');
		await frameAt('a', 'parent.tellSelf()');
		return told;
	},
	'bound postMessage': async () => {
		const told = marked('bo');
		window.postMessage.bind(window)(['bo'], '*');
		return told;
	},
	'bound by the child': async () => {
		const told = marked('bc');
		await frameAt('a', "const p=parent.postMessage.bind(parent);p(['bc'],'*')");
		return told;
	},
	'.call and Reflect.apply on the own window': async () => {
		const [one, two] = [marked('c1'), marked('c2')];
		window.postMessage.call(window, ['c1'], '*');
		Reflect.apply(window.postMessage, window, [['c2'], '*']);
		return [await one, await two];
	},
	'.call by a child on its parent': async () => {
		const told = marked('cc');
		await frameAt('a', "parent.postMessage.call(parent,['cc'],'*')");
		return told;
	},
	'own postMessage called on the parent': async () => {
		const told = marked('oc');
		await frameAt('a', "postMessage.call(parent,['oc'],'*')");
		return told;
	},
	'own postMessage called on a cross-origin window': async () => {
		const told = marked('ox');
		const element = await frameAt('b', answering('ox'));
		window.postMessage.call(element.contentWindow, 'called', '*');
		return told;
	},
	"a child's postMessage called on the parent, by the parent": async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const told = marked('ip');
		inner.postMessage.call(window, ['ip'], '*');
		return told;
	},
	'destructured in the child': async () => {
		const told = marked('dc');
		await frameAt('a', "const {postMessage:p}=parent;p.call(parent,['dc'],'*')");
		return told;
	},
	'from a timer of the child': async () => {
		const told = marked('ti');
		await frameAt('a', "setTimeout(()=>parent.postMessage(['ti'],'*'))");
		return told;
	},
	'parent.postMessage as a timer callback': async () => {
		const told = marked('tc');
		await frameAt('a', "setTimeout(parent.postMessage.bind(parent),0,['tc'],'*')");
		return told;
	},
	'from a promise of the child': async () => {
		const told = marked('pr');
		await frameAt('a', "Promise.resolve().then(()=>parent.postMessage(['pr'],'*'))");
		return told;
	},
	'as a callback of forEach': async () => {
		const told = marked('fe');
		await frameAt('a', "[['fe']].forEach((d)=>parent.postMessage(d,'*'))");
		return told;
	},
	'eval and new Function in the child': async () => {
		const [one, two] = [marked('e1'), marked('e2')];
		await frameAt(
			'a',
			`eval("parent.postMessage(['e1'],'*')");new Function("parent.postMessage(['e2'],'*')")()`,
		);
		return [await one, await two];
	},
	'a reply through event.source': async () => {
		const told = marked('re');
		await frameAt('a', "addEventListener('message',(e)=>e.source.postMessage(['re',e.origin],e.origin))");
		window[0].postMessage('x', '*');
		return told;
	},
	'a reply through event.source, cross-origin': async () => {
		const told = marked('rx');
		await frameAt('b', "addEventListener('message',(e)=>e.source.postMessage(['rx',e.origin],e.origin))");
		window[0].postMessage('x', '*');
		return told;
	},
	'source of a removed frame': async () => {
		const told = nextMessage((data) => data === 'gone');
		const element = await frameAt('a', "parent.postMessage('gone','*')");
		const event = await told;
		element.remove();
		await task();
		return [event.source === null, event.data];
	},
	'source of a frame removed before delivery': async () => {
		const element = await frame();
		const told = nextMessage((data) => data[0] === 'rb');
		element.contentWindow.eval("parent.postMessage(['rb'],'*')");
		element.remove();
		const event = await told;
		return [event.source === null, event.origin];
	},
	'source identity over several messages': async () => {
		const seen = [];
		const listener = (event) => event.data === 'same' && seen.push(event.source);
		window.addEventListener('message', listener);
		await frameAt('b', "parent.postMessage('same','*');parent.postMessage('same','*')");
		while (seen.length < 2) await task(5);
		window.removeEventListener('message', listener);
		return [seen[0] === seen[1], seen[0] === window[0]];
	},
	'a popup and its opener': async () => {
		const told = marked('po');
		const popup = window.open(docAt('a', "opener.postMessage(['po'],'*')"), '_blank');
		if (!popup) return 'no popup';
		const event = await told;
		popup.close();
		return event;
	},
	'document.domain-less frames share the event': async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const told = next(inner, 'message');
		inner.postMessage('x', '*');
		const event = await told;
		return [
			event instanceof inner.MessageEvent,
			event instanceof MessageEvent,
			event.source === window,
			inner.event,
		];
	},
	'window.event in the frame that listens': async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const seen = await new Promise((resolve) => {
			inner.addEventListener('message', (event) => resolve([inner.event === event, window.event === event]), {
				once: true,
			});
			inner.postMessage('x', '*');
		});
		return seen;
	},
	"window.event of listeners on a frame's objects": async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const seen = [];
		const note = (event) => seen.push([inner.event === event, window.event === event]);
		const element = inner.document.createElement('p');
		inner.document.body.append(element);
		for (const target of [inner, inner.document, element, new inner.EventTarget()]) {
			target.addEventListener('some', note);
			target.addEventListener('some', async (event) => note(event));
			target.addEventListener('some', note.bind(undefined), true);
			target.dispatchEvent(new inner.Event('some'));
		}
		return seen;
	},
	'a listener of ours on a same-origin frame': async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const event = await new Promise((resolve) => {
			inner.addEventListener('message', resolve, { once: true });
			inner.eval("postMessage('inner','*')");
		});
		return [event.source === inner, event.currentTarget === null || event.currentTarget === inner];
	},
};
