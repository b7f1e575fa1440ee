import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { allowNetwork, disallowNetwork } from '../helpers/allow-network.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { readUntil } from '../helpers/panel-reader.ts';

const PAGE = `<title>Handshakes</title><script>
	document.cookie = 'sid=1; SameSite=Lax';
	document.cookie = 'theme=dark';
	window.connect = (url, protocols) => new Promise((done) => {
		const socket = new WebSocket(url, protocols);
		socket.onopen = () => done('open');
		socket.onclose = () => done('closed');
	});
	window.inWorker = (url) => { new Worker(URL.createObjectURL(new Blob(['new WebSocket("' + url + '").onopen = (e) => e.target.send("from a worker")']))); };
</script>`;
type Page = { connect(url: string, protocols: string[]): Promise<string>; inWorker(url: string): void };

const connect = (tab: Tab, url: string, ...protocols: string[]): Promise<string> =>
	tab.evaluate((at, asked) => (window as unknown as Page).connect(at, asked), url, protocols);

/** Opens the handshake of the only socket whose row contains `part`, and waits until it says all of `parts`. */
async function handshakeSays(panel: PanelHandle, part: string, ...parts: string[]): Promise<void> {
	const rows = await readUntil(panel, 'Sockets', (all) =>
		all.some((row) => (row['url'] ?? row['URL'] ?? '').includes(part)),
	);
	const at = rows.findIndex((row) => Object.values(row).join(' ').includes(part)) + 2;
	await panel.click({ selector: `#sockets [aria-rowindex="${at}"]` });
	await panel.click({ role: 'tab', name: 'Handshake' });
	let last = '';
	await poll('the handshake', async () => {
		last = await panel.text({ selector: '#detail-panel' });
		return parts.every((wanted) => last.includes(wanted));
	}).catch((error: unknown) => {
		throw new Error(`${String(error)}\n${last.slice(0, 3_000)}`);
	});
}

describeBrowsers('handshakes', (stage) => {
	test('are explained, as far as a person allows', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('support', '/handshakes.html', PAGE));
		const panel = await tab.openPanel();
		// A try that failed has left them.
		await disallowNetwork(stage, tab);
		const isChromium = stage.browser.name === 'chromium';
		await connect(tab, stage.sites.socket('/echo?early'), 'chat');
		// Chromium's devtools log has it without any permission.
		await handshakeSays(
			panel,
			'early',
			'connecting',
			...(isChromium
				? ['Verified', 'chose “chat”', 'same origin as the socket']
				: ['Page scripts cannot see']),
		);
		await allowNetwork(stage, tab, panel, 'Show handshakes…');
		await panel.waitFor(() => !document.querySelector('.asking-here'), []);

		expect(await connect(tab, stage.sites.socket('/echo?late'), 'chat', 'other')).toBe('open');
		await handshakeSays(
			panel,
			'late',
			'101 Switching Protocols',
			'Verified: the hash of the key',
			'offered “chat, other”, the server chose “chat”',
			'The page has the same origin as the socket',
			'sid',
			'Lax',
			'not set',
		);
		expect(await connect(tab, stage.sites.socket('/refuse'))).toBe('closed');
		await handshakeSays(
			panel,
			'refuse',
			...(isChromium ? ['net::ERR_FAILED', 'The server refused. Chromium'] : ['403', 'The server refuses']),
		);

		await tab.evaluate(
			(url) => (window as unknown as Page).inWorker(url),
			stage.sites.socket('/echo?worker'),
		);
		await handshakeSays(panel, 'worker', '101', 'opened where Earshot has no hook');
		if (isChromium) {
			await panel.click({ role: 'tab', includes: 'Frames' });
			await panel.find({ role: 'gridcell', includes: 'from a worker' });
			await panel.click({ role: 'tab', name: 'Handshake' });
		}

		await disallowNetwork(stage, tab);
		await panel.find({ role: 'button', name: 'Show handshakes…' });
		await allowNetwork(stage, tab, panel, 'Show handshakes…');
		await panel.waitFor(() => !document.querySelector('.asking-here'), []);
		await connect(tab, stage.sites.socket('/echo?again'));
		await handshakeSays(panel, 'again', '101 Switching Protocols', 'Verified', 'Lax');
	});
});
