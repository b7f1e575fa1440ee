import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { choose, filterBy, readUntil, statusOf } from '../helpers/panel-reader.ts';
import { chooseDelivery, downloaded, openProbe } from '../helpers/probe-pane.ts';

const PAGE = `<title>Probe</title><div id="out">as it was</div><script>
	function open(event) {
		if (event.data.type !== 'show') return;
		document.getElementById('out').innerHTML = event.data.html;
		localStorage.setItem('probed', event.data.html);
		window.later?.();
	}
	addEventListener('message', open);
	window.retire = () => removeEventListener('message', open);
	const { set } = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
	window.watched = () => Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML').set !== set;
	addEventListener('message', function shut(event) {
		if (event.origin !== 'https://partner.example') return;
		document.getElementById('out').textContent = event.data.html;
	});
</script>`;

/** Makes the open handler do later what carries nothing of the message, and the page go on by itself. */
const LATER = `<i id="clock"></i><script>
	setInterval(() => { document.getElementById('clock').textContent = performance.now(); }, 50);
	// As React does it: a scheduler that is not called back never works again.
	const { port1, port2 } = new MessageChannel();
	let task;
	window.schedule = (next) => { if (!task) port2.postMessage(null); task = next; };
	port1.onmessage = () => { task(); task = undefined; };
	window.later = () => {
		setTimeout(() => setTimeout(() => { document.getElementById('out').className = 'late'; }));
		schedule(() => { localStorage.scheduled = document.title = 'late'; });
		setTimeout(() => {}, 5000);
	};
</script>`;

/** Brings a text of a message to every kind of sink, and to one of them again a little later. */
const EVERYWHERE = `<script>
	addEventListener('message', async function everywhere({ data }) {
		const { to, type } = data;
		if (type !== 'everywhere') return;
		const made = (name) => document.body.appendChild(document.createElement(name));
		const [one, other, request] = [made('p'), made('p'), new XMLHttpRequest()];
		const attempts = [
			() => { one.innerHTML = to; },
			() => { one.outerHTML = to; },
			() => other.insertAdjacentHTML('beforeend', to),
			() => { document.createElement('iframe').srcdoc = to; },
			() => document.implementation.createHTMLDocument('').write(to),
			() => eval('"' + to + '"'),
			() => new Function('"' + to + '"'),
			() => setTimeout('"' + to + '"'),
			() => { location.hash = to; },
			() => open('/?' + to)?.close(),
			() => { document.createElement('script').src = '/?' + to; },
			() => { document.createElement('a').href = 'javascript:"' + to + '"'; },
			() => { document.cookie = 'to=' + to; },
			() => localStorage.setItem('to', to),
			() => { localStorage.directly = to; },
			() => sessionStorage.setItem('to', to),
			() => fetch('/', { method: 'POST', body: to }),
			() => { request.open('GET', '/?' + to); request.send(); },
			() => new WebSocket('ws://' + location.host + '/?' + to),
			() => new MessageChannel().port1.postMessage(to),
		];
		for (const attempt of attempts) try { attempt(); } catch {}
		await new Promise((done) => setTimeout(done, 30));
		other.innerHTML = to;
	});
</script>`;
/** Takes from a page what its handlers do not need themselves. */
const BROKEN = `<script>
	const no = () => { throw new Error('broken'); };
	const { defineProperty, getOwnPropertyNames } = Object;
	const broken = { configurable: true, get: no, set: no };
	for (const owner of [Array, Map, Set, WeakMap, Promise, String, RegExp, Function, Error, MessagePort, MutationObserver])
		for (const name of getOwnPropertyNames(owner.prototype))
			if (name !== 'constructor') try { defineProperty(owner.prototype, name, broken); } catch {}
	for (const name of ['value', 'get', 'set', 'apply', 'construct', 'then', 'writable', '0', '1'])
		defineProperty(Object.prototype, name, broken);
	for (const owner of [JSON, Reflect, Object, Promise])
		for (const name of getOwnPropertyNames(owner)) try { defineProperty(owner, name, broken); } catch {}
</script>`;
const SINKS = [
	...[
		'innerHTML',
		'outerHTML',
		'insertAdjacentHTML',
		'srcdoc',
		'document.write',
		'eval',
		'Function',
		'timer',
	],
	...[
		'location',
		'open',
		'src',
		'href',
		'cookie',
		'localStorage',
		'sessionStorage',
		'fetch',
		'XMLHttpRequest',
	],
	...['WebSocket', 'postMessage', 'innerHTML', 'localStorage'],
];
/** Those, and that a channel was made. */
const NOTES = SINKS.length + 1;

const untouched = (tab: Tab): Promise<unknown[]> =>
	tab.evaluate(() => [
		document.getElementById('out')?.outerHTML,
		document.title,
		document.body.children.length,
		document.documentElement.children.length,
		Object.keys(localStorage),
	]);

describeBrowsers('the probe of a listener', (stage) => {
	test('shows where texts of a message go, while a person wants it', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/probe-sinks.html', PAGE + EVERYWHERE));
		const panel = await tab.openPanel();
		await readUntil(panel, 'Listeners', (rows) => rows.length === 3);
		const post = (html: string): Promise<void> =>
			tab.evaluate((text) => postMessage(JSON.parse(text), '*'), JSON.stringify({ type: 'show', html }));
		await panel.click({ role: 'button', name: 'Watch sinks' });
		await panel.find({ selector: '.notice' });
		await post('<i>first one</i>');
		await filterBy(panel, 'kind:note');
		const rows = await readUntil(panel, 'Timeline', (found) => found.length === 2);
		expect(JSON.stringify(rows)).toContain('“<i>first one</i>” from a message was found in innerHTML');
		expect(JSON.stringify(rows)).toContain('in localStorage');

		await panel.click({ role: 'row', includes: 'innerHTML' });
		await panel.click({ role: 'button', name: 'Show the message' });
		await panel.click({ selector: '#detail-runs' });
		expect(await panel.text({ selector: '.run-sinks' })).toContain('innerHTML');

		await tab.evaluate(() => postMessage({ type: 'everywhere', to: 'a-text-to-follow' }, '*'));
		const everywhere = await readUntil(panel, 'Timeline', (found) => found.length === 2 + NOTES);
		const told = JSON.stringify(everywhere.slice(2));
		for (const sink of new Set(SINKS))
			expect(told).toContain(sink === 'eval' ? 'looked up eval' : `was found in ${sink} `);

		await panel.click({ role: 'tab', name: 'Listeners' });
		await panel.click({ role: 'button', name: 'Watch sinks' });
		await panel.waitFor(() => !document.querySelector('.listeners-bar [aria-pressed=true]'), []);
		await post('<i>second one</i>');
		await filterBy(panel, 'second');
		await readUntil(panel, 'Timeline', (found) => found.length > 0);
		expect(await tab.evaluate(() => document.getElementById('out')?.innerHTML)).toBe('<i>second one</i>');
		await filterBy(panel, 'kind:note');
		await readUntil(panel, 'Timeline', (found) => found.length === 2 + NOTES);

		const isWatched = (): Promise<boolean> =>
			tab.evaluate(() => (window as unknown as { watched(): boolean }).watched());
		expect(await isWatched()).toBe(false);
		await panel.click({ role: 'tab', name: 'Listeners' });
		await panel.click({ role: 'button', name: 'Watch sinks' });
		await panel.find({ selector: '.listeners-bar [aria-pressed=true]' });
		await expect.poll(isWatched, { timeout: 15_000 }).toBe(true);
		await tab.closePanel();
		// Nothing of it stays without the panel, whoever forgot the switch.
		await expect.poll(isWatched, { timeout: 15_000 }).toBe(false);
	});

	test('confirms an open one and refutes a right one, and the page stays as it was', async () => {
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/probe.html', PAGE + LATER));
		const before = await untouched(tab);
		await readUntil(panel, 'Listeners', (rows) => rows.length === 3);

		await openProbe(panel, 'open');
		// Made from the code: the handler looks for this type.
		await panel.waitFor(() => document.querySelector('textarea')?.value.includes('"show"'), []);
		await panel.click({ role: 'button', name: 'Probe now' });
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('confirmed');
		const table = await panel.text({ selector: '.probing-table' });
		expect(table).toMatch(/https:\/\/attacker\.example/);
		expect(table).toMatch(/innerHTML.*blocked/s);
		expect(table).toMatch(/localStorage.*blocked/s);
		expect(table).toContain('scheduled=late');
		expect(table).toContain('attributes class of div#out');
		expect(table).toContain('had not fired yet: 1');
		// The clock is the page's own.
		expect(table).toMatch(/the page itself may have done it: \d+ \(childList of i#clock\)/);

		await chooseDelivery(panel, 'foreign');
		await panel.click({ role: 'button', name: 'Probe now' });
		await panel.waitFor(
			() => document.body.textContent?.includes('the browser set its origin to “null”'),
			[],
		);
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('confirmed');
		await chooseDelivery(panel, 'posed');

		const proof = await downloaded(panel, 'Download proof');
		expect(proof).toContain(`"${stage.sites.origin('shop')}/probe.html"`);
		expect(proof).toContain('"type":"show"');

		await panel.click({ role: 'button', name: 'Try variants' });
		await panel.find({ selector: '[aria-label="Try variants"] .badge-none' });
		await panel.click({ role: 'button', name: 'Stop' });
		await panel.waitFor(() => !document.querySelector('progress'), []);

		await openProbe(panel, 'shut');
		await panel.click({ role: 'button', name: 'Probe now' });
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('refuted');
		await panel.click({ role: 'tab', name: 'Verdict' });
		expect(await panel.text({ selector: '.detail .notice' })).toContain('it rejected a message');
		expect(await untouched(tab)).toEqual(before);
		const isScheduled = (): boolean => {
			document.body.dataset['scheduled'] = 'no';
			(window as unknown as { schedule(task: () => void): void }).schedule(() => {
				document.body.dataset['scheduled'] = 'yes';
			});
			return true;
		};
		await tab.evaluate(isScheduled);
		await tab.waitFor(() => document.body.dataset['scheduled'] === 'yes', []);
		// The frame that a probe comes from is none of the page's.
		expect(await statusOf(panel)).not.toContain('not watched');
	});

	test('takes a message from the timeline and delivers it again', async () => {
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/probe-again.html', PAGE));
		await tab.evaluate(() => postMessage({ type: 'hello', when: new Date(5) }, '*'));
		// A send shows what it delivered: the delivery is meant.
		await filterBy(panel, 'kind:message');
		await readUntil(panel, 'Timeline', (rows) => rows.length === 1);
		await panel.click({ role: 'row', includes: 'type: "hello"' });
		await panel.click({ selector: '#detail-runs' });
		await panel.click({ role: 'button', name: 'Probe a listener with this message' });
		await panel.waitFor(() => document.querySelector('textarea')?.value.includes('new Date('), []);
		// What is still being read moves what is below it.
		await panel.waitFor(() => !document.body.textContent?.includes('Looking in the code'), []);
		await panel.click({ selector: '.probing-times' });
		await panel.press('a', ['Control']);
		await panel.type('3');
		await panel.click({ role: 'button', name: 'Deliver' });
		await panel.waitFor(() => document.querySelectorAll('.probing-series tbody tr').length === 3, []);
		expect(await panel.text({ selector: '.probing-series tbody' })).toContain('data');
		await filterBy(panel, '');
	});

	test('says what is wrong with a message, a listener or its page, and leaves nothing behind', async () => {
		const broken = PAGE.replaceAll(/\bopen\b/g, 'framed') + BROKEN;
		const frame = stage.sites.put('pay', '/probe-frame.html', broken);
		const { tab, panel } = await stage.inspect(
			stage.sites.put(
				'shop',
				'/probe-gone.html',
				`${PAGE}<script>
					addEventListener('message', function loud({ data }) {
						for (;;) alert('Again: ' + data.html);
					});
					addEventListener('message', function slow({ data }) {
						const end = performance.now() + 12_000;
						while (performance.now() < end);
						document.getElementById('out').innerHTML = data.html;
					});
				</script><iframe src="${frame}"></iframe>`,
			),
		);
		await readUntil(panel, 'Listeners', (rows) => rows.length === 6);
		const before = await untouched(tab);
		const write = async (message: string): Promise<void> => {
			await panel.click({ role: 'textbox', name: 'Message' });
			await panel.press('a', ['Control']);
			await panel.type(message);
		};
		const failsWith = (text: string): Promise<unknown> =>
			panel.waitFor(
				(wanted) => document.querySelector('[role=status].bad-text')?.textContent?.includes(wanted),
				[text],
				20_000,
			);
		await openProbe(panel, 'open');
		for (const [message, problem] of [
			['{ type: }', 'Line 1, column 9'],
			// What no message can hold.
			['{ html: Symbol() }', 'Line 1, column 9'],
		] as const) {
			await write(message);
			// What was typed before may have had problems of its own.
			await panel.waitFor(
				(wanted) => document.querySelector('#probing-text-problem')?.textContent?.includes(wanted),
				[problem],
			);
			await panel.waitFor(
				() =>
					[...document.querySelectorAll('button')].some(
						({ textContent, disabled }) => textContent === 'Probe now' && disabled,
					),
				[],
			);
		}
		await write('{ type: 1 }');
		await tab.evaluate(() => (window as unknown as { retire(): void }).retire());
		await panel.press('Enter', ['Control']);
		await failsWith('This listener is gone');

		await openProbe(panel, 'loud');
		await write('{ html: "some text" }');
		await panel.press('Enter', ['Control']);
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('confirmed');
		const did = await panel.text({ selector: '.probing-table' });
		expect(did).toMatch(/dialog.* × 200.*blocked/s);
		expect(did).toContain('so Earshot stopped it');

		await openProbe(panel, 'slow');
		await write('{ html: "some text" }');
		await panel.press('Enter', ['Control']);
		await panel.find({ selector: '.probing progress' });

		// A page that has broken what it can of its own built-ins is probed like any other.
		await openProbe(panel, 'framed');
		await panel.waitFor(() => document.querySelector('textarea')?.value.includes('"show"'), []);
		await panel.click({ role: 'button', name: 'Probe now' });
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('confirmed');
		expect(await panel.text({ selector: '.probing-table' })).toMatch(/innerHTML.*blocked/s);

		await openProbe(panel, 'slow');
		await failsWith('an endless loop');

		// In the middle of a probe the frame goes elsewhere, and the probe ends at once.
		await openProbe(panel, 'framed');
		await choose(panel, 'Watch for', '2000');
		await panel.click({ role: 'button', name: 'Probe now' });
		await panel.find({ selector: '.probing progress' });
		await tab.evaluate(() => document.querySelector('iframe')?.setAttribute('src', '/elsewhere.html'));
		await failsWith('shows another document');
		await panel.waitFor(
			() =>
				[...document.querySelectorAll('[role=row].row-gone')].some(({ textContent }) =>
					textContent?.includes('framed'),
				),
			[],
		);
		await panel.click({ role: 'button', name: 'Probe now' });
		await failsWith('shows another document');
		await tab.evaluate(() => document.querySelector('iframe')?.removeAttribute('src'));
		await expect.poll(() => untouched(tab), { timeout: 15_000 }).toEqual(before);
	});
});
