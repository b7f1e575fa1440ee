import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { filterBy, readUntil } from '../helpers/panel-reader.ts';

const FAR = `<title>Far</title><script>
	const pause = (ms) => new Promise((done) => setTimeout(done, ms));
	addEventListener('message', async ({ data, source, ports: [port] }) => {
		if (port) port.onmessage = async ({ data }) => { await null; port.postMessage({ ...(data.id && { id: data.id }), text: data.text + ' answered' }); };
		if (data.how === 'now') source.postMessage({ text: data.text + ' answered' }, '*');
		if (data.how === 'promise') { await null; source.postMessage({ text: data.text + ' answered' }, '*'); }
		if (data.how === 'late') { await pause(300); source.postMessage({ text: data.text + ' answered' }, '*'); }
		if (data.how === 'numbered') { await pause(300); source.postMessage({ replyTo: data.id, text: data.text + ' answered' }, '*'); }
		if (data.how === 'socket') source.postMessage({ text: data.text + ' answered', onward: true }, '*');
		if (data.how === 'fetched') source.postMessage({ text: data.text + ' answered', onwardFetched: true }, '*');
	});
</script>`;

const PAGE = `<title>Replies</title><iframe src="{{pay}}/far-replies.html"></iframe><script>
	window.connect = (url) => new Promise((done) => { window.socket = new WebSocket(url); socket.onopen = () => done(); socket.onmessage = () => {}; });
	addEventListener('message', async function heard({ data }) {
		if (data.onward) socket.send('onward ' + data.text);
		if (data.onwardFetched) { await fetch('/replies.html'); socket.send('onward ' + data.text); }
	});
	window.say = (how) => {
		if (how.startsWith('port')) {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => {};
			frames[0].postMessage({ how: 'hand over' }, '*', [port2]);
			port1.postMessage({ text: how, ...(how === 'port 7' ? { id: 7 } : {}) });
		} else frames[0].postMessage({ how, text: how, ...(how === 'numbered' ? { id: 5 } : {}) }, '*');
	};
</script>`;

/** A frame of another origin, which a page asks to say something. */
const ASKS = `<title>Asks</title><script>
	addEventListener('message', ({ data }) => parent.postMessage(data, '*'));
</script>`;

/** A page whose listener gives on to a frame of its origin, which answers, by each other's own method; then it goes on. */
const NEAR = `<title>Near</title><iframe src="{{pay}}/far-asks.html"></iframe><iframe src="/near-child.html"></iframe><script>
	window.connect = (url) => new Promise((done) => { window.socket = new WebSocket(url); socket.onopen = () => done(); socket.onmessage = () => {}; });
	addEventListener('message', async function heard({ data }) {
		if (data.up) return socket.send('onward ' + data.text);
		if (data.how === 'wait') await new Promise((done) => setTimeout(done, 100));
		frames[1].postMessage({ ...data, down: true }, '*');
	});
	window.say = (how) => frames[0].postMessage({ how, text: how }, '*');
</script>`;

/** A popup that answers its opener, each time in another way; and an opener that goes on, to a socket or the popup again. */
const POPUP = `<title>Popup</title><script>
	addEventListener('message', ({ data: { more, ...data } }) => {
		if (data.how) opener.postMessage({ ...data, text: data.text + ' answered' }, '*');
		if (more) opener.postMessage({ id: data.id, text: data.text + ' thanks' }, '*');
	});
	opener?.postMessage({ ready: true }, '*');
</script>`;

const OPENER = `<title>Opener</title><script>
	window.connect = (url) => new Promise((done) => { window.socket = new WebSocket(url); socket.onopen = () => done(); socket.onmessage = () => {}; });
	addEventListener('message', function heard({ data, source }) {
		if (data.ready) window.isReady = true;
		if (data.how === 'socket') socket.send('onward ' + data.text);
		if (data.how === 'again') source.postMessage({ ...data, how: '', more: true }, '*');
	});
	window.say = (how) => popup.postMessage({ how, text: how, ...(how === 'again' ? { id: 5 } : {}) }, '*');
</script>`;

const NEAR_CHILD = `<title>Near child</title><script>
	addEventListener('message', function answers({ data: { down, ...data } }) { parent.postMessage({ ...data, up: true }, '*'); });
</script>`;

type Page = { connect(url: string): Promise<void>; say(how: string): void; popup: Window; isReady: boolean };

const say = (how: string): void => (window as unknown as Page).say(how);

/** Of each case what the rows of the answer's chain say, with what alone they are joined by; none: nothing is known of it. */
const CASES: [how: string, chain: string[]][] = [
	['now', ['{how: "now", text: "now"} by time alone', '{text: "now answered"}']],
	['promise', ['{how: "promise", text: "promise"} by time alone', '{text: "promise answered"}']],
	['late', []],
	['numbered', ['{how: "numbered", text: "numbered", id: 5}', '{replyTo: 5, text: "numbered answered"}']],
	[
		'socket',
		[
			'{how: "socket", text: "socket"} by time alone',
			'{text: "socket answered", onward: true}',
			'onward socket answered',
		],
	],
	[
		'fetched',
		[
			'{how: "fetched", text: "fetched"} by time alone',
			'{text: "fetched answered", onwardFetched: true}',
			'onward fetched answered by its text alone',
		],
	],
	[
		'port',
		[
			'{text: "port"} by time alone',
			'{text: "port"} by time alone',
			'{text: "port answered"}',
			'{text: "port answered"}',
		],
	],
	[
		'port 7',
		[
			'{text: "port 7", id: 7}',
			'{text: "port 7", id: 7}',
			'{id: 7, text: "port 7 answered"}',
			'{id: 7, text: "port 7 answered"}',
		],
	],
];

describeBrowsers('replies', (stage) => {
	test('are joined with what they answer, also when they come later, by ports or go on to a socket', async () => {
		stage.sites.put('pay', '/far-replies.html', FAR);
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/replies.html', PAGE));
		await tab.evaluate((url) => (window as unknown as Page).connect(url), stage.sites.socket('/echo'));
		for (const [how, expected] of CASES) {
			await filterBy(panel, `kind:message,port "${how} answered"`);
			await tab.evaluate(say, how);
			// Rows that still come would move the one that is clicked.
			await chainIs(panel, `${how} answered`, how.startsWith('port') ? 2 : 1, expected);
		}
	});

	test('are joined with what a listener sends by the method of another window of its origin', async () => {
		stage.sites.put('pay', '/far-asks.html', ASKS);
		stage.sites.put('shop', '/near-child.html', NEAR_CHILD);
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/near.html', NEAR));
		await tab.evaluate((url) => (window as unknown as Page).connect(url), stage.sites.socket('/echo'));
		await filterBy(panel, 'kind:frame dir:out');
		const twice = (text: string): string[] => [text, text];
		await tab.evaluate(say, 'down');
		await chainIs(panel, 'onward down', 1, [
			'{how: "down", text: "down"} by time alone',
			'{how: "down", text: "down"}',
			...twice('{how: "down", text: "down", down: true}'),
			...twice('{how: "down", text: "down", up: true}'),
			'onward down',
		]);
		// Once it has waited, it is not known that it was this listener.
		await tab.evaluate(say, 'wait');
		await chainIs(panel, 'onward wait', 2, [
			...twice('{how: "wait", text: "wait", down: true}'),
			...twice('{how: "wait", text: "wait", up: true}'),
			'onward wait',
		]);
	});

	test.each(['shop', 'pay'] as const)(
		'of a popup of %s are joined with what goes on from them',
		async (site) => {
			const url = stage.sites.put(site, '/popup-replies.html', POPUP);
			const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/opener.html', OPENER));
			await tab.evaluate((url) => (window as unknown as Page).connect(url), stage.sites.socket('/echo'));
			// What goes on comes back from the server as well.
			await filterBy(panel, 'kind:message,frame answered');
			await tab.evaluate((url) => {
				(window as unknown as Page).popup = open(url, 'popup', 'width=200,height=200') as Window;
			}, url);
			await tab.waitFor(() => (window as unknown as Page).isReady, []);
			// What a popup of the same origin calls is the opener's own method.
			const twice = (text: string): string[] => (site === 'shop' ? [text, text] : [text]);
			await tab.evaluate(say, 'socket');
			await chainIs(panel, 'onward socket', 3, [
				...twice('{how: "socket", text: "socket answered"}'),
				'onward socket answered',
			]);
			await tab.evaluate(say, 'again');
			await chainIs(panel, 'answered thanks', 5, [
				...twice('{how: "again", text: "again answered", id: 5}'),
				...twice('{id: 5, text: "again answered thanks"}'),
			]);
			await tab.evaluate(() => (window as unknown as Page).popup.close());
		},
	);
});

/** Waits for so many rows and clicks the one with this text: what its chain says. */
async function chainIs(panel: PanelHandle, text: string, count: number, expected: string[]): Promise<void> {
	await readUntil(panel, 'Timeline', (rows) => rows.length === count);
	await panel.click({ role: 'row', includes: text });
	await panel.find({ role: 'tab', includes: 'About' });
	await panel.waitFor(
		(wanted) => {
			const tabs = [...document.querySelectorAll('[role=tab]')].map((each) => each.textContent);
			return tabs.some((each) => each?.startsWith('Replies')) === wanted;
		},
		[expected.length > 0],
	);
	if (expected.length === 0) return;
	await panel.click({ role: 'tab', includes: 'Replies' });
	const wanted = expected.join('\n');
	await panel
		.waitFor(
			(text) =>
				[...document.querySelectorAll('.chain-row')]
					.map((row) => [...row.querySelectorAll('.chain-text, .chain-certainty')])
					.map((parts) => parts.map((part) => part.textContent).join(' '))
					.join('\n') === text,
			[wanted],
		)
		.catch(async () => {
			const shown = await panel.text({ role: 'region', name: 'Details' });
			expect(shown).toBe(wanted);
		});
}
