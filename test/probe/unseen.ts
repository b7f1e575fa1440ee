import type { Expectation, Fixture } from '../corpus/fixtures.ts';

const PARTNER = 'https://partner.example';
const OUT = `document.getElementById('out')`;
const CLOCK = `document.getElementById('clock')`;
/** A trace that has nothing of the message in it. */
const USED = `document.getElementById('uses').append('used')`;

const LIBRARY = `// A component library in small: renders a moment later.
	const effects = [];
	const render = (view, state) => queueMicrotask(() => { ${OUT}.textContent = view(state); });
	const useEffect = (begin) => { effects.push(begin()); };`;

/** Ways of writing that no rule is about: `CHECK` stands where the right form looks at the origin. */
const HANDLERS: Record<string, string> = {
	component: `${LIBRARY}
		useEffect(() => {
			const onMessage = (event) => { CHECK render(({ html }) => 'Hello ' + html, event.data); };
			window.addEventListener('message', onMessage);
			return () => window.removeEventListener('message', onMessage);
		});`,
	awaits: `addEventListener('message', async (event) => {
		await Promise.resolve();
		await new Promise((done) => setTimeout(done, 5));
		CHECK
		${OUT}.innerHTML = event.data.html;
	});`,
	digests: `addEventListener('message', async (event) => {
		const key = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('key'));
		CHECK
		if (key.byteLength === 32) localStorage.setItem('last', event.data.html);
	});`,
	queues: `const queue = [];
		addEventListener('message', (event) => { queue.push(event); });
		setInterval(() => {
			const event = queue.shift();
			if (!event) return;
			const act = () => { CHECK ${OUT}.innerHTML = event.data.html; };
			act();
		}, 30);`,
	logs: `let count = 0;
		addEventListener('message', (event) => {
			navigator.sendBeacon('/log', String(++count));
			localStorage.setItem('count', String(count));
			CHECK
			${OUT}.innerHTML = event.data.html;
		});`,
	copies: `addEventListener('message', (received) => {
		const event = {};
		for (const name in received) event[name] = received[name];
		CHECK
		${OUT}.innerHTML = event.data.html;
	});`,
	dispatches: `addEventListener('message', ({ origin, data }) => {
			dispatchEvent(new MessageEvent('app:message', { origin, data }));
		});
		addEventListener('app:message', (event) => { CHECK ${OUT}.innerHTML = event.data.html; });`,
	passes: `const bus = new EventTarget();
		bus.addEventListener('in', ({ detail: event }) => { CHECK ${OUT}.insertAdjacentHTML('beforeend', event.data.html); });
		onmessage = (event) => { bus.dispatchEvent(new CustomEvent('in', { detail: event })); };`,
	once: `addEventListener('message', (event) => { CHECK ${OUT}.innerHTML = event.data.html; }, { once: true });`,
	leaves: `addEventListener('message', function take(event) {
		CHECK
		removeEventListener('message', take);
		document.cookie = 'last=' + event.data.html;
	});`,
	throws: `addEventListener('message', (event) => {
		const check = () => { CHECK return true; };
		if (!check()) throw new Error('Not for you');
		${OUT}.outerHTML = event.data.html;
		throw new Error('Done');
	});`,
	element: `customElements.define('x-inbox', class extends HTMLElement {
			connectedCallback() { this.attachShadow({ mode: 'open' }); addEventListener('message', this); }
			handleEvent(event) { CHECK this.shadowRoot.innerHTML = event.data.html; }
		});
		document.body.append(document.createElement('x-inbox'));`,
	compiles: `addEventListener('message', (event) => {
		CHECK
		const show = new Function('data', 'return "<p>" + data.html + "</p>"');
		${OUT}.innerHTML = show(event.data);
	});`,
	codes: `addEventListener('message', (event) => {
		CHECK
		setTimeout('document.title = ' + JSON.stringify(event.data.html), 10);
	});`,
	scripts: `addEventListener('message', (event) => {
		CHECK
		const script = document.createElement('script');
		script.appendChild(document.createTextNode('document.title = ' + JSON.stringify(event.data.html)));
		document.head.appendChild(script);
	});`,
	fragments: `addEventListener('message', (event) => {
		CHECK
		const { body } = new DOMParser().parseFromString(event.data.html, 'text/html');
		${OUT}.replaceChildren(...body.childNodes);
	});`,
	routes: `addEventListener('message', (event) => { CHECK history.pushState({}, '', '#' + event.data.html); });`,
	hashes: `addEventListener('message', (event) => { CHECK location.hash = event.data.html; });`,
	clicks: `addEventListener('message', (event) => {
		CHECK
		const link = document.createElement('a');
		link.href = '/to?' + encodeURIComponent(event.data.html);
		document.body.append(link);
		link.click();
	});`,
	submits: `addEventListener('message', (event) => {
		CHECK
		const form = document.createElement('form');
		form.action = '/to';
		form.innerHTML = '<input name="html">';
		form.append(Object.assign(document.createElement('input'), { name: 'html', value: event.data.html }));
		document.body.append(form);
		form.submit();
	});`,
	sockets: `addEventListener('message', (event) => {
		CHECK
		const socket = new WebSocket('wss://' + location.host + '/?' + encodeURIComponent(event.data.html));
		socket.onopen = () => socket.send(event.data.html);
	});`,
	workers: `addEventListener('message', (event) => {
		CHECK
		new Worker('data:text/javascript,' + encodeURIComponent('// ' + event.data.html)).onmessage = () => {};
	});`,
	pixels: `addEventListener('message', (event) => { CHECK new Image().src = '/pixel.gif?' + event.data.html; });`,
	channels: `const channel = new BroadcastChannel('app');
		addEventListener('message', (event) => { CHECK channel.postMessage(event.data.html); });`,
	timers: `addEventListener('message', (event) => {
		CHECK
		setTimeout(() => { ${OUT}.className = 'shown'; setTimeout(() => { ${OUT}.hidden = true; ${USED}; }, 5); }, 5);
	});`,
	frames: `addEventListener('message', (event) => {
		CHECK
		requestAnimationFrame(() => { ${OUT}.style.left = '5px'; ${USED}; });
	});`,
	intervals: `addEventListener('message', (event) => {
		CHECK
		let steps = 0;
		const timer = setInterval(() => { ${USED}; if (++steps === 3) clearInterval(timer); }, 5);
	});`,
	idles: `addEventListener('message', async (event) => {
		CHECK
		await new Promise((done) => requestIdleCallback(done));
		localStorage.seen = 'yes';
		${OUT}.remove();
		${USED};
		postMessage('thanks', '*');
	});`,
	// As React does it: what is not called back is never called again.
	scheduler: `const { port1, port2 } = new MessageChannel();
		let tasks = [];
		let isUnderway = false;
		const schedule = (task) => { tasks.push(task); if (!isUnderway) { isUnderway = true; port2.postMessage(null); } };
		addEventListener('message', (event) => {
			CHECK
			schedule(() => { ${OUT}.dataset.state = 'open'; ${USED}; });
		});
		port1.onmessage = () => { isUnderway = false; for (const task of tasks.splice(0)) task(); };`,
	named: `window.app = { show(html) { ${OUT}.innerHTML = html; } };
		addEventListener('message', (event) => { CHECK app[event.data.type](event.data.html); });`,
	generator: `function* steps() {
			for (;;) { const event = yield; if (event) (() => { CHECK ${OUT}.innerHTML = event.data.html; })(); }
		}
		const machine = steps();
		machine.next();
		addEventListener('message', (event) => machine.next(event));`,
	proxied: `const state = new Proxy({}, { set(target, name, value) { ${OUT}.innerHTML = value; target[name] = value; return true; } });
		addEventListener('message', (event) => { CHECK state.html = event.data.html; });`,
	clock: `setInterval(() => { ${CLOCK}.textContent = String(performance.now()); }, 5);
		addEventListener('message', (event) => { CHECK ${OUT}.innerHTML = event.data.html; });`,
};

/** A probe of these must not say more than it knows. */
const UNDECIDED: Record<string, string> = {
	'asks-server': `addEventListener('message', async (event) => {
		const allowed = await (await fetch('/allowed.json')).json();
		if (!allowed.includes(event.origin)) return;
		${OUT}.innerHTML = event.data.html;
	});`,
	nonce: `const nonce = crypto.randomUUID();
		addEventListener('message', (event) => {
			if (event.data.nonce !== nonce) return;
			${OUT}.innerHTML = event.data.html;
		});`,
	stores: `const received = [];
		addEventListener('message', (event) => { received.push(event.data); });`,
	'busy-page': `setInterval(() => { ${CLOCK}.textContent = String(performance.now()); }, 5);
		addEventListener('message', (event) => { if (event.origin === 'https://nobody.example') ${OUT}.innerHTML = event.data.html; });`,
};

function made(name: string, text: string, expected: Expectation): Fixture {
	return {
		id: `unseen/${name}`,
		row: 'unseen',
		title: name,
		file: name,
		text,
		expected: { data: { type: 'show', html: '§' }, ...expected },
	};
}

/** Handlers in forms that no rule fixture has, right and wrong ones. */
export function unseenFixtures(): Fixture[] {
	const both = Object.entries(HANDLERS).flatMap(([name, text]) => [
		made(`${name}/bad`, text.replace('CHECK', ''), { verdict: 'none' }),
		made(`${name}/good`, text.replace('CHECK', `if (event.origin !== '${PARTNER}') return;`), {
			verdict: 'strict',
			trusted: PARTNER,
		}),
	]);
	const open = Object.entries(UNDECIDED).map(([name, text]) => made(name, text, { verdict: 'unknown' }));
	return [...both, ...open];
}
