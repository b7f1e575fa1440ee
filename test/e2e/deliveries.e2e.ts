import { expect, test } from 'vitest';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { cell, filterBy, readRows, readUntil } from '../helpers/panel-reader.ts';

const go = (step: string): void => (window as unknown as { go(step: string): void }).go(step);

/** A page with a frame of its own origin and one of another, which do what they are told. */
function putSenders(stage: Stage): string {
	const { sites } = stage;
	sites.put(
		'shop',
		'/child.html',
		`<script>
			window.go = () => parent.postMessage('from the child', '*');
		</script>`,
	);
	sites.put(
		'pay',
		'/far.html',
		`<script>
			onmessage = ({ data, ports: [port] }) => {
				if (port) port.onmessage = (event) => port.postMessage('echo ' + event.data);
				else parent.postMessage('from afar', '*');
			};
		</script>`,
	);
	return sites.put(
		'shop',
		'/senders.html',
		`<title>Senders</title><script>
			addEventListener('message', function first({ data }) {});
			addEventListener('message', function second({ data }) {});
			window.go = (step) => ({
				self: () => postMessage('to myself', '*'),
				child: () => frames[0].go(),
				far: () => frames[1].postMessage('speak', '*'),
				refused: () => postMessage('for nobody', 'https://elsewhere.test'),
				deaf: () => frames[0].postMessage('to deaf ears', '*'),
				channel: () => {
					const { port1, port2 } = new MessageChannel();
					window.kept = port1;
					port1.onmessage = () => {};
					frames[1].postMessage('a port', '*', [port2]);
					port1.postMessage('through the port');
				},
			})[step]();
		</script>
		<iframe src="/child.html"></iframe><iframe src="{{pay}}/far.html"></iframe>`,
	);
}

describeBrowsers('deliveries', (stage) => {
	test('are shown with every call of postMessage: to how many listeners, to none, or not at all', async () => {
		const { tab, panel } = await stage.inspect(putSenders(stage));
		await filterBy(panel, 'kind:send');
		for (const step of ['self', 'child', 'refused', 'deaf']) await tab.evaluate(go, step);
		const all = await readUntil(
			panel,
			'Timeline',
			(rows) => rows.length === 4 && rows.some((row) => cell(row, 'data').includes('not delivered')),
		);
		const told = all.map((row) => [cell(row, 'ran'), cell(row, 'data')]);
		expect(told).toEqual([
			['2', 'to myself'],
			['2', 'from the child'],
			['', expect.stringContaining('not delivered')],
			['0', expect.stringContaining('no listener')],
		]);
		expect(cell(all[1], 'from')).toMatch(/child\.html.*→.*senders\.html/);
		await panel.click({ role: 'row', includes: 'to myself' });
		await panel.click({ role: 'tab', includes: 'Raw' });
		await panel.click({ role: 'tab', includes: 'Data' });
		const details = await panel.text({ role: 'region', name: 'Details' });
		expect(details).toMatch(/arguments of the call cannot be seen.*delivered at \d+:.*to myself/s);
		await filterBy(panel, 'kind:send is:undelivered');
		await readRows(panel, 'Timeline', 2);
		await filterBy(panel, 'is:guessed');
		await readRows(panel, 'Timeline', 0);

		// No hook sees a call of another origin's window: its answer is joined by time.
		await filterBy(panel, 'kind:message afar');
		await tab.evaluate(go, 'far');
		await panel.click({ role: 'row', includes: 'from afar' });
		await panel.click({ role: 'tab', includes: 'Replies' });
		await panel.waitFor(() => {
			const [question, answer, ...more] = [...document.querySelectorAll('.chain-row')].map(
				(row) => row.textContent ?? '',
			);
			return (
				more.length === 0 && /speak.*by time alone/.test(question ?? '') && answer?.endsWith('from afar')
			);
		}, []);
	});

	test('of a frame of another origin say that its call cannot be seen', async () => {
		const { tab, panel } = await stage.inspect(putSenders(stage));
		await tab.evaluate(go, 'far');
		await filterBy(panel, 'kind:message "from afar"');
		await readRows(panel, 'Timeline', 1);
		await panel.press('ArrowDown');
		await panel.click({ selector: '[role="row"][aria-rowindex="2"]' });
		await panel.click({ role: 'tab', includes: 'About' });
		const detail = await panel.text({ role: 'region', name: 'Details' });
		expect(detail).toContain('calls made by documents of another origin cannot be seen');
	});

	test('of ports are followed to the other end, and to the message that handed the port over', async () => {
		const { tab, panel } = await stage.inspect(putSenders(stage));
		await tab.evaluate(go, 'channel');
		await filterBy(panel, 'kind:port dir:in,out');
		const rows = await readUntil(
			panel,
			'Timeline',
			(list) => list.length === 4 && list.every((row) => cell(row, 'from').includes('pay.test')),
		);
		const told = rows.map((row) =>
			[cell(row, 'dir'), cell(row, 'from').replace(/:\d+/g, ''), cell(row, 'data')].join(' '),
		);
		const [there, back] = [
			'shop.test→pay.test [1] through the port',
			'pay.test [1]→shop.test echo through the port',
		];
		const inOrder = [`Sent ${there}`, `Received ${there}`, `Sent ${back}`, `Received ${back}`];
		expect([...told].sort()).toEqual([...inOrder].sort());
		// While Firefox's clock stands still, rows of one document come before those of the other, each in their order.
		const ofShop = told.filter((line) => line === inOrder[0] || line === inOrder[3]);
		const ofPay = told.filter((line) => line === inOrder[1] || line === inOrder[2]);
		expect([...ofShop, ...ofPay]).toEqual([inOrder[0], inOrder[3], inOrder[1], inOrder[2]]);
		await panel.click({ selector: `[role="row"][aria-rowindex="${told.indexOf(inOrder[0] ?? '') + 2}"]` });
		await panel.click({ role: 'tab', includes: 'About' });
		const detail = await panel.text({ role: 'region', name: 'Details' });
		expect(detail).toMatch(/Other end.*port #\d+ of pay\.test[^ ]*\/far\.html/);
		expect(detail).toContain('Transferred in');
	});
});
