import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readRows, readUntil } from '../helpers/panel-reader.ts';

/**
 * First script of a page that wants to hear, forge or break: it replaces every function of the built-ins that the hook
 * could be using, listens for everything, and answers whatever looks like a hand-over. What it hears is in `leaks`.
 */
const ATTACK = `
	window.leaks = [];
	const apply = Reflect.apply;
	let noting = false;
	// Made of nothing that is replaced below, and deaf to itself.
	const note = (where, value) => {
		if (noting) return;
		noting = true;
		const text = typeof value === 'string' ? value : '';
		if (/earshot|hand-over|"seq"|listener-added/.test(text)) leaks[leaks.length] = where + ': ' + text;
		if (value instanceof CustomEvent || value instanceof FocusEvent) leaks[leaks.length] = where + ': an event';
		noting = false;
	};
	const wrap = (owner, name, label) => {
		const descriptor = Object.getOwnPropertyDescriptor(owner, name);
		const native = descriptor && descriptor.value;
		if (typeof native !== 'function' || !descriptor.configurable) return;
		const where = label + '.' + String(name);
		descriptor.value = function () {
			note(where, this);
			for (let i = 0; i < arguments.length; i++) note(where, arguments[i]);
			return apply(native, this, arguments);
		};
		Object.defineProperty(owner, name, descriptor);
	};
	const owners = { EventTarget, Event, CustomEvent, MessagePort, BroadcastChannel, Array, String, Map, WeakMap, Set,
		Function, Object, Promise };
	const work = [];
	for (const [label, { prototype }] of Object.entries(owners)) {
		for (const name of Reflect.ownKeys(prototype)) {
			if (name !== 'constructor' && name !== Symbol.hasInstance) work.push([prototype, name, label]);
		}
	}
	for (const name of ['parse', 'stringify']) work.push([JSON, name, 'JSON']);
	for (const name of ['apply', 'construct', 'get', 'set']) work.push([Reflect, name, 'Reflect']);
	for (const name of ['defineProperty', 'getOwnPropertyDescriptor']) work.push([Object, name, 'Object']);
	for (let i = 0; i < work.length; i++) wrap(work[i][0], work[i][1], work[i][2]);
	for (const key of ['detail', 'relatedTarget', 'bubbles', 'seq', 'kind', 'data', 'origin', 'earshot']) {
		Object.defineProperty(Object.prototype, key, {
			configurable: true,
			get() { return undefined; },
			set(value) {
				note('Object.prototype.' + key, value);
				Object.defineProperty(this, key, { value, writable: true, configurable: true, enumerable: true });
			},
		});
	}
	Object.defineProperty(Array.prototype, '0', { configurable: true, set(value) {
		note('Array.prototype.0', value);
		Object.defineProperty(this, '0', { value, writable: true, configurable: true, enumerable: true });
	} });
	Error.prepareStackTrace = (error, sites) => {
		leaks.push('prepareStackTrace');
		return error.stack;
	};
	// Forged hand-overs and events, to everyone who might be listening.
	const forged = JSON.stringify([{ kind: 'message', seq: 1, time: 1, message: 1, target: { kind: 'window', id: 0 },
		type: 'message', n: 1, origin: 'https://forged.test', source: { relation: 'self' }, ports: [], trusted: true,
		data: { t: 'string', v: 'forged' }, size: 6, complete: true }]);
	for (const target of [window, document]) {
		for (const name of ['earshot-hand-over', 'hand-over', 'ready', 'events', 'wake', 'kin', 'rearm', 'command']) {
			const bus = new EventTarget();
			for (const heard of ['ready', 'events', 'wake', 'result', 'command', 'pull', 'record']) {
				bus.addEventListener(heard, (event) => leaks.push('bus: ' + heard + ' ' + event.detail));
			}
			target.dispatchEvent(new FocusEvent(name, { relatedTarget: bus }));
			target.dispatchEvent(new CustomEvent(name, { detail: forged }));
			bus.dispatchEvent(new CustomEvent('events', { detail: forged }));
			target.addEventListener(name, (event) => event.isTrusted || event.mine || leaks.push('heard ' + name), true);
		}
	}
	postMessage({ source: 'earshot', kind: 'batch', events: forged }, '*');
	leaks.length = 0;
`;

const textOf = (row: Row): string => Object.values(row).join(' ');

describeBrowsers('a hostile page', (stage) => {
	test('neither hears nor forges, and hides nothing', async () => {
		const url = stage.sites.put(
			'shop',
			'/hostile.html',
			`<title>Hostile</title><script>${ATTACK}</script><script>
				window.got = 0;
				addEventListener('message', () => { got++; });
				window.go = () => { for (let i = 0; i < 5; i++) postMessage('honest ' + i, '*'); };
			</script>`,
		);
		const tab = await stage.openTab();
		await tab.goto(url);
		const panel = await tab.openPanel();
		await tab.evaluate(() => (window as unknown as { go(): void }).go());
		await filterBy(panel, 'kind:message honest');
		const rows = await readRows(panel, 'Timeline', 5);
		expect(rows.map((row) => cell(row, 'data').replace(/"/g, ''))).toEqual(
			[0, 1, 2, 3, 4].map((i) => `honest ${i}`),
		);
		await filterBy(panel, '');
		const all = await readUntil(panel, 'Timeline', (list) => list.length > 5);
		// What it posted as an ordinary message is shown as one; nothing claims to be from the forged origin.
		expect(all.filter((row) => cell(row, 'origin').includes('forged'))).toEqual([]);
		expect(all.filter((row) => cell(row, 'data') === 'forged')).toEqual([]);
		expect(all.filter((row) => /fault/i.test(textOf(row)))).toEqual([]);
		expect(await tab.evaluate(() => (window as unknown as { leaks: string[] }).leaks)).toEqual([]);
	});

	test('finds nothing of the extension in its globals', async () => {
		const url = stage.sites.put('shop', '/plain.html', '<title>Plain</title>');
		const tab = await stage.openTab();
		await tab.goto(url);
		const traces = await tab.evaluate(() => {
			const names = Reflect.ownKeys(window).map(String);
			const sources = [
				EventTarget.prototype.addEventListener,
				WebSocket,
				EventTarget.prototype.removeEventListener,
			];
			return [
				...names.filter((name) => /earshot/i.test(name)),
				...sources.map(String).filter((source) => !source.includes('[native code]')),
				...document.documentElement.getAttributeNames(),
			];
		});
		expect(traces).toEqual([]);
	});
});
