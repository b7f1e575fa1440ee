import { expect, test } from 'vitest';
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

type Page = { connect(url: string): Promise<void>; say(how: string): void };

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
			const count = how.startsWith('port') ? 2 : 1;
			await readUntil(panel, 'Timeline', (rows) => rows.length === count);
			await panel.click({ role: 'row', includes: `${how} answered` });
			await panel.find({ role: 'tab', includes: 'About' });
			await panel.waitFor(
				(wanted) => {
					const tabs = [...document.querySelectorAll('[role=tab]')].map((each) => each.textContent);
					return tabs.some((each) => each?.startsWith('Replies')) === wanted;
				},
				[expected.length > 0],
			);
			if (expected.length === 0) continue;
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
	});
});
