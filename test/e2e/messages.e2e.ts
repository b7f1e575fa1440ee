import { expect, test } from 'vitest';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readRows } from '../helpers/panel-reader.ts';

/** What a page says that it received: origin and text, in order. */
type Seen = [origin: string, text: string][];

/** Says at once that it is there, and answers `go` with messages. */
const TALKER = `<script>
	onmessage = (event) => {
		for (let i = 0; i < event.data.count; i++) {
			parent.postMessage(event.data.round + location.search + ' ' + i, '*');
		}
	};
	parent.postMessage('ready' + location.search, '*');
</script>`;

/** A page with frames of other origins, two of the same; each answers `go` with messages. */
function putConversation(stage: Stage): string {
	const { sites } = stage;
	sites.put('pay', '/talker.html', TALKER);
	sites.put('metrics', '/talker.html', TALKER);
	return sites.put(
		'shop',
		'/conversation.html',
		`<title>Conversation</title><script>
			window.seen = [];
			addEventListener('message', (event) => seen.push([event.origin, event.data]));
			window.round = (name, count) => {
				for (let i = 0; i < frames.length; i++) frames[i].postMessage({ round: name, count }, '*');
			};
		</script>
		<iframe src="{{pay}}/talker.html?left"></iframe>
		<iframe src="{{pay}}/talker.html?right"></iframe>
		<iframe src="{{metrics}}/talker.html?third"></iframe>`,
	);
}

const host = (origin: string): string => origin.replace('http://', '');
const shown = (rows: Row[]): [string, string][] =>
	rows.map((row) => [cell(row, 'origin'), cell(row, 'data').replace(/^"|"$/g, '')]);
const asShown = (seen: Seen): [string, string][] => seen.map(([origin, text]) => [host(origin), text]);

describeBrowsers('messages', (stage) => {
	test('are listed once each, in order, with their origin, from before the panel opened and after', async () => {
		const tab = await stage.openTab();
		await tab.goto(putConversation(stage));
		await tab.waitFor(() => (window as unknown as { seen: Seen }).seen.length === 3, []);
		await tab.evaluate(() => (window as unknown as { round(n: string, c: number): void }).round('before', 5));
		const before = await tab.waitFor(() => {
			const { seen } = window as unknown as { seen: Seen };
			return seen.length === 18 && seen;
		}, []);

		const panel = await tab.openPanel();
		await filterBy(panel, 'kind:message to:Conversation');
		const early = await readRows(panel, 'Timeline', 18);
		expect(shown(early)).toEqual(asShown(before as Seen));
		// Before the panel, runs are not watched: that is no zero.
		expect(new Set(early.map((row) => cell(row, 'ran')))).toEqual(new Set(['?']));

		await tab.evaluate(() => (window as unknown as { round(n: string, c: number): void }).round('after', 4));
		const after = await tab.waitFor(() => {
			const { seen } = window as unknown as { seen: Seen };
			return seen.length === 30 && seen;
		}, []);
		const late = await readRows(panel, 'Timeline', 30);
		expect(shown(late)).toEqual(asShown(after as Seen));
		expect(cell(late.at(-1), 'ran')).toBe('1');
	});

	test('of frames with the same origin are told apart, and of frames in shadow DOM found, also when they are gone', async () => {
		const tab = await stage.openTab();
		await tab.goto(putConversation(stage));
		const panel = await tab.openPanel();
		await filterBy(panel, 'kind:message to:Conversation');
		await readRows(panel, 'Timeline', 3);
		// No list of frames has these.
		const hidden = [
			`${stage.sites.put('metrics', '/hidden.html', TALKER)}?hidden`,
			`${stage.sites.put('shop', '/own.html', TALKER)}?own`,
		];
		await tab.evaluate((urls) => {
			const shadow = document.body
				.appendChild(document.createElement('div'))
				.attachShadow({ mode: 'closed' });
			for (const src of urls) shadow.append(Object.assign(document.createElement('iframe'), { src }));
			Object.assign(window, { dropHidden: () => shadow.replaceChildren() });
		}, hidden);
		await readRows(panel, 'Timeline', 5);
		/** Resolves when each row has the address of the frame that says this in it. */
		const areNamed = (sides: string[]): Promise<true> =>
			panel.waitFor(
				(all) => {
					const rows = [...document.querySelectorAll('[role="row"]')];
					const isNamed = (side: string): boolean => {
						const row = rows.find((each) => each.textContent?.includes(`ready?${side}`));
						const titles = [...(row?.querySelectorAll('[role="gridcell"]') ?? [])].map((each) =>
							each.getAttribute('title'),
						);
						return titles.some((title) => new RegExp(`\\.html\\?${side}[^?]*→`).test(title ?? ''));
					};
					return all.every(isNamed) || undefined;
				},
				[sides],
			);
		await areNamed(['left', 'right', 'third', 'hidden', 'own']);
		await tab.evaluate(() => (window as unknown as { dropHidden(): void }).dropHidden());
		await filterBy(panel, 'kind:message to:Conversation hidden');
		await areNamed(['hidden']);
		await filterBy(panel, 'kind:message to:Conversation own');
		await areNamed(['own']);
	});

	test('show data of every kind, and an opaque origin as null', async () => {
		const tab = await stage.openTab();
		const url = stage.sites.put(
			'shop',
			'/kinds.html',
			`<title>Kinds</title><script>
				window.count = 0;
				onmessage = () => count++;
				const self = { name: 'loop' };
				self.self = self;
				for (const value of [
					undefined, null, -0, NaN, 12345678901234567890n, new Date(0), /a+/gi,
					new Map([['key', 1]]), new Set([7]), new Uint8Array([1, 2, 254]), new Error('broken'), self,
				]) postMessage(value, '*');
			</script>
			<iframe sandbox="allow-scripts" srcdoc="<script>parent.postMessage('from nowhere', '*')</script>"></iframe>`,
		);
		await tab.goto(url);
		await tab.waitFor(() => (window as unknown as { count: number }).count === 13, []);
		const panel = await tab.openPanel();
		await filterBy(panel, 'kind:message to:Kinds');
		const rows = await readRows(panel, 'Timeline', 13);
		const own = rows.filter((row) => !cell(row, 'data').includes('nowhere'));
		const previews = own.map((row) => cell(row, 'data'));
		const parts = ['undefined', 'null', '-0', 'NaN', '12345678901234567890', '1970', '/a+/gi'];
		parts.push('Map', 'Set', 'Uint8Array', 'broken', 'loop');
		expect(previews).toEqual(parts.map((part) => expect.stringContaining(part)));
		const opaque = rows.find((row) => cell(row, 'data').includes('nowhere'));
		expect(cell(opaque, 'origin')).toBe('null');
	});
});
