import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import {
	cell,
	choose,
	fill,
	filterBy,
	type Row,
	readGridUntil,
	readUntil,
	showTab,
} from '../helpers/panel-reader.ts';

const PAGE = `<title>Acts by hand</title><script>
	window.log = [];
	window.talk = (url) => new Promise((done) => {
		window.socket = new WebSocket(url);
		socket.binaryType = 'arraybuffer';
		socket.onmessage = ({ data }) => log.push(typeof data === 'string' ? data : [...new Uint8Array(data)].join());
		socket.onopen = () => done();
	});
</script>`;

type Page = { log: string[]; talk(url: string): Promise<void>; socket: WebSocket };

async function open(stage: Stage): Promise<{ tab: Tab; panel: PanelHandle }> {
	const tab = await stage.openTab();
	await tab.goto(stage.sites.put('shop', '/by-hand.html', PAGE));
	await tab.evaluate((url) => (window as unknown as Page).talk(url), stage.sites.socket('/echo'));
	const panel = await tab.openPanel();
	await readUntil(panel, 'Sockets', (rows) => rows.length === 1);
	await panel.click({ selector: '#sockets [role=row][aria-selected]' });
	await panel.click({ role: 'button', name: 'Act on this socket' });
	return { tab, panel };
}

const untilLog = (tab: Tab, wanted: string[]): Promise<unknown> =>
	tab.waitFor((list) => (window as unknown as Page).log.join('|') === list, [wanted.join('|')]);

describeBrowsers('acts by hand', (stage) => {
	test('send, deliver and resend frames, which stay marked', async () => {
		const { tab, panel } = await open(stage);
		await fill(panel, '#act-payload', 'by hand');
		await panel.press('Enter', ['Control']);
		await untilLog(tab, ['by hand']);

		await choose(panel, 'Format', 'hex');
		await choose(panel, 'Direction', 'in');
		await fill(panel, '#act-payload', '61 6');
		await panel.click({ role: 'button', name: 'Deliver' });
		await panel.find({ role: 'alert', includes: 'A digit is missing' });
		await fill(panel, '#act-payload', '61 62');
		await panel.press('Enter', ['Control']);
		await untilLog(tab, ['by hand', '97,98']);

		const rows = await readGridUntil(panel, 'Frames', (all) => all.length === 3);
		const marked = rows.map((row) => `${cell(row, 'dir')} ${/synthetic/.test(cell(row, 'data'))}`);
		expect(marked).toEqual(['Sent true', 'Received false', 'Received true']);

		await panel.click({ selector: '#frames [role=row][aria-selected]' });
		await panel.click({ role: 'button', name: 'Edit and resend' });
		await panel.waitFor(
			() => (document.querySelector('#act-payload') as HTMLTextAreaElement).value === 'by hand',
			[],
		);
		await panel.click({ role: 'button', name: 'Resend' });
		await untilLog(tab, ['by hand', '97,98', 'by hand']);
	});

	test('hold a frame, edit it and forward it; the rule is in sight until it is disarmed', async () => {
		const { tab, panel } = await open(stage);
		await panel.click({ role: 'tab', name: 'Rules' });
		await fill(panel, '.act-pattern', '(');
		await panel.find({ role: 'alert', includes: 'Not a regular expression' });
		await fill(panel, '.act-pattern', '(a+)+$');
		await panel.click({ role: 'button', name: 'Arm rule' });
		await panel.find({ role: 'alert', includes: 'run practically forever' });
		await fill(panel, '.act-pattern', '^hold');
		await panel.click({ role: 'button', name: 'Arm rule' });
		await panel.find({ role: 'alert', includes: '1 rule armed' });
		await tab.evaluate(() => {
			const { socket } = window as unknown as Page;
			for (const text of ['hold me', 'pass']) socket.send(text);
		});
		await untilLog(tab, ['pass']);

		await panel.click({ role: 'button', name: 'Edit' });
		await panel.waitFor(
			() => (document.querySelector('#act-held-payload') as HTMLTextAreaElement | null)?.value === 'hold me',
			[],
		);
		await fill(panel, '#act-held-payload', 'edited');
		await panel.click({ role: 'button', name: 'Forward edited' });
		await untilLog(tab, ['pass', 'edited']);
		await filterBy(panel, 'is:ruled');
		const [held] = await readUntil(panel, 'Timeline', (rows) => rows.length === 1);
		expect(cell(held, 'data')).toMatch(/held by rule.*hold me/);

		await panel.click({ role: 'button', name: 'Disarm all' });
		await panel.waitFor(() => !document.querySelector('.armed'), []);
		await tab.evaluate(() => (window as unknown as Page).socket.send('hold no more'));
		await untilLog(tab, ['pass', 'edited', 'hold no more']);

		// The socket closes while a person edits: why it could not go is said, and what was typed stays.
		await filterBy(panel, '');
		await showTab(panel, 'Sockets');
		await fill(panel, '.act-pattern', '^hold');
		await panel.click({ role: 'button', name: 'Arm rule' });
		await panel.find({ role: 'alert', includes: '1 rule armed' });
		await tab.evaluate(() => (window as unknown as Page).socket.send('hold on'));
		await panel.click({ role: 'button', name: 'Edit' });
		await panel.find({ selector: '#act-held-payload' });
		await fill(panel, '#act-held-payload', 'too late');
		await tab.evaluate(() => {
			const { socket } = window as unknown as Page;
			return new Promise((done) => {
				socket.onclose = () => done(undefined);
				socket.close();
			});
		});
		await panel.click({ role: 'button', name: 'Forward edited' });
		await panel.find({ role: 'alert', includes: 'This socket is not open' });
		expect(
			await panel.evaluate(
				() => (document.querySelector('#act-held-payload') as HTMLTextAreaElement | null)?.value,
			),
		).toBe('too late');
	});

	test('replay a conversation on a socket that a person opened, and end the page’s own', async () => {
		const { tab, panel } = await open(stage);
		await tab.evaluate(() => {
			const { socket, log } = window as unknown as Page;
			socket.onclose = ({ code, wasClean }) => log.push(`${code} ${wasClean}`);
			for (const text of ['one', 'two']) socket.send(text);
		});
		await untilLog(tab, ['one', 'two']);
		await panel.click({ role: 'tab', name: 'Connection' });
		await panel.click({ role: 'button', name: 'Open socket' });
		const isOpen = (row: Row): boolean => cell(row, 'state') === 'open';
		await readUntil(panel, 'Sockets', (rows) => rows.filter(isOpen).length === 2);

		await panel.click({ role: 'tab', name: 'Replay' });
		await choose(panel, 'To', '1');
		await panel.click({ role: 'button', name: 'Replay 2 frames' });
		await readUntil(panel, 'Sockets', ([, opened]) => opened !== undefined && cell(opened, 'in') === '2');

		await panel.click({ role: 'tab', name: 'Connection' });
		await panel.click({ role: 'button', name: 'Simulate end' });
		await untilLog(tab, ['one', 'two', '1006 false']);
		await filterBy(panel, 'is:synthetic kind:socket');
		const [end] = await readUntil(panel, 'Timeline', (rows) => rows.length === 1);
		expect(cell(end, 'data')).toMatch(/^synthetic.*1006/);
	});
});
