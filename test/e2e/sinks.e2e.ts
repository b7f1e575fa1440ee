import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readUntil, showTab } from '../helpers/panel-reader.ts';

const CHILD = `<title>Child</title><body><p>child</p><script>
	addEventListener('message', function inChild({ data }) {
		if (data.how === 'parent') parent.document.getElementById('out').innerHTML = data.text;
		if (data.how === 'passed') setTimeout(() => { document.body.innerHTML = data.text; }, 20);
	});
</script>`;

/** A listener that does what it is told by the means of a frame of its own origin. */
const PAGE = `<title>Sinks</title><div id="out"></div><iframe name="child" src="/sink-child.html"></iframe><script>
	addEventListener('message', function writer({ data }) {
		({
			markup: () => { child.document.body.innerHTML = data.text; },
			later: () => { setTimeout(() => { child.document.body.innerHTML = data.text; }, 20); },
			timer: () => { child.setTimeout(data.text); },
			code: () => { child.eval(data.text); },
			write: () => { child.document.write(data.text); },
			passed: () => { child.postMessage(data, '*'); },
			address: () => { child.location.href = '/sink-child.html?' + data.text; },
		})[data.how]?.();
	});
	window.say = (how) => (how === 'parent' ? child : window).postMessage({ how, text: '//text-of-' + how }, '*');
</script>`;

const say = (how: string): void => (window as unknown as { say(how: string): void }).say(how);

describeBrowsers('sinks', (stage) => {
	test('of a frame of the same origin are told with the message whose text reached them', async () => {
		stage.sites.put('shop', '/sink-child.html', CHILD);
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/sink-page.html', PAGE));
		await showTab(panel, 'Listeners');
		await panel.click({ role: 'button', name: 'Watch sinks' });
		// Both documents watch when eval is an accessor there.
		await tab.waitFor(() => {
			const isWatched = (window: object): boolean =>
				Object.getOwnPropertyDescriptor(window, 'eval')?.get !== undefined;
			return isWatched(window) && isWatched(frames[0] as object);
		}, []);
		await filterBy(panel, 'kind:note');
		// Where there is no Navigation API, no address is seen.
		const address = (await tab.evaluate(() => 'navigation' in window)) ? ['address'] : [];
		const ways = ['markup', 'later', 'timer', 'code', 'parent', 'passed', 'write', ...address];
		const isOne = (row: Row): boolean => /found in|looked up/.test(cell(row, 'data'));
		let rows: Row[] = [];
		for (const [at, how] of ways.entries()) {
			await tab.evaluate(say, how);
			// What is written and left for later goes with the document that another way writes anew.
			rows = await readUntil(panel, 'Timeline', (all) => all.filter(isOne).length > at);
		}
		const told = rows.filter(isOne).map((row) => {
			const data = cell(row, 'data');
			const [, where] = /sink-(\w+)/.exec(cell(row, 'from')) ?? [];
			const [, text = 'code'] = /text-of-(\w+)/.exec(data) ?? [];
			const [, sink = 'eval'] = /found in (\S+)/.exec(data) ?? [];
			return [where, text, sink].join(' ');
		});
		// Told of the document that the message came to; one that was passed on came to both.
		expect(told.sort()).toEqual(
			[
				'page markup innerHTML',
				'page later innerHTML',
				'page timer timer',
				'page code eval',
				'page write document.write',
				'child parent innerHTML',
				'child passed innerHTML',
				...address.map((way) => `page ${way} location`),
			].sort(),
		);
		// The call that did it, though what it called is the frame's.
		await panel.click({ role: 'row', includes: 'text-of-markup' });
		await panel.click({ role: 'tab', includes: 'About' });
		expect(await panel.text({ role: 'region', name: 'Details' })).toContain('sink-page.html');
	});
});
