import type { Sites } from '../../src/cli/demo/site-server.ts';

/** Pages that the demo is not: names and data that are long, strange or many, and nothing at all. */
export interface Pages {
	odd: string;
	crowd: string;
	quiet: string;
}

const LONG = 'a-path-of-many-words-that-goes-on-and-on/'.repeat(48);

/** What people and attackers put into names: emoji, right to left, controls, no place to break. */
const NAMES = [
	'😀 family 👩‍👩‍👧‍👦 ❤️',
	'مرحبا بالعالم',
	'שלום \u202Egnp.exe',
	'zero\u200Bwidth\u0000and\u0007bell\n\n\nlines',
	'x'.repeat(2_000),
	'<img src=x onerror=alert(1)>',
];

const ODD = `<title>${'A title that nobody would want to read to its end '.repeat(40)}</title><script>
	const names = ${JSON.stringify(NAMES)};
	addEventListener('message', function ${'aFunctionNameThatIsLong'.repeat(12)}(event) {
		document.body.append(event.data.text);
	});
	addEventListener('message', ({ data }) => { if (data.html) document.body.innerHTML += data.html; });
	window.say = () => {
		for (const name of names) {
			postMessage({ type: name, text: name, [name]: { name, list: [name, name] } }, '*');
			postMessage(name, '*');
		}
		postMessage({ deep: Array.from({ length: 40 }, (_, i) => ({ i, when: new Date(0), map: new Map([[1, new Set([i])]]) })) }, '*');
		postMessage('undelivered', 'https://nobody.example');
		const socket = new WebSocket('{{support.ws}}/echo?' + ${JSON.stringify(LONG)}, 'a-subprotocol-with-a-very-long-name');
		socket.binaryType = 'arraybuffer';
		socket.onopen = () => {
			for (const name of names) socket.send(JSON.stringify({ type: name, text: name }));
			socket.send(crypto.getRandomValues(new Uint8Array(4096)));
		};
		new WebSocket('wss://nobody.example/?token=0123456789abcdef0123456789abcdef');
		new Worker(URL.createObjectURL(new Blob(['onmessage = ({ data }) => postMessage(data)']))).postMessage('to a worker');
		const { port1, port2 } = new MessageChannel();
		port2.onmessage = () => {};
		port1.postMessage({ through: 'a port' });
		new BroadcastChannel(names[0]).postMessage('to all');
	};
</script>
<iframe src="{{pay}}/inner.html?${LONG}"></iframe>
<iframe srcdoc="<script>parent.postMessage({ type: 'from-srcdoc', access_token: 'a1B2c3D4e5F6' }, '*')</script>"></iframe>
<iframe sandbox="allow-scripts" src="data:text/html,<script>onmessage=()=>{};parent.postMessage('opaque','*')</script>"></iframe>`;

const CROWD = `<title>A crowd</title><script>
	addEventListener('message', function hear({ data }) { document.title = data.n; });
</script>
${Array.from({ length: 50 }, (_, i) => `<iframe src="{{${['pay', 'support', 'metrics', 'accounts'][i % 4]}}}/one.html?${i}"></iframe>`).join('')}`;

const ONE = `<script>
	addEventListener('message', (event) => { if (event.source === parent) document.title = event.data.n; });
	for (let n = 0; n < 3; n++) top.postMessage({ type: 'hello', n }, '*');
	if (location.search.length === 2 && location.host.startsWith('pay')) {
		const inner = document.createElement('iframe');
		inner.src = '{{metrics}}/one.html?inner';
		addEventListener('DOMContentLoaded', () => document.body.append(inner));
	}
</script>`;

export function putPages(sites: Sites): Pages {
	sites.put(
		'pay',
		'/inner.html',
		`<script>onmessage = () => {}; parent.postMessage({ hello: 1 }, '*')</script>`,
	);
	for (const site of ['pay', 'support', 'metrics', 'accounts'] as const) sites.put(site, '/one.html', ONE);
	return {
		odd: sites.put('shop', '/odd.html', ODD),
		crowd: sites.put('shop', '/crowd.html', CROWD),
		quiet: sites.put('shop', '/quiet.html', '<title>Quiet</title>'),
	};
}
