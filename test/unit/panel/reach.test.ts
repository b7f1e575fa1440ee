import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { isRestricted, watchReach } from '../../../panel/store/reach.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from '../session/events.ts';

function setUp(url?: string) {
	const session = new Session();
	const waiting: (() => void)[] = [];
	const version = signal(0);
	if (url !== undefined) session.frames = [{ frameId: 0, parentFrameId: -1, url, errorOccurred: false }];
	const watch = watchReach(session, version, (run) => void waiting.push(run));
	watch.restart();
	return { session, watch, waiting, version };
}

describe('a page', () => {
	it.each([
		['chrome://settings/', true],
		['about:addons', true],
		['moz-extension://0/panel.html', true],
		['view-source:https://shop.example/', true],
		['https://chromewebstore.google.com/detail/x', true],
		['https://chrome.google.com/webstore/detail/x', true],
		['https://addons.mozilla.org/firefox/', true],
		['https://developer.mozilla.org/', false],
		['https://chrome.google.com/', false],
		['https://addons.mozilla.org.attacker.test/', false],
		['https://shop.example/', false],
		['file:///home/page.html', false],
		['about:blank', false],
		['about:srcdoc', false],
		['data:text/html,x', false],
	])('of %s is closed to extensions: %s', (url, restricted) => {
		expect(isRestricted(url)).toBe(restricted);
	});

	it.each([
		['https://shop.example/', 'checking', 'silent'],
		['file:///home/page.html', 'checking', 'file'],
		['about:addons', 'restricted', 'restricted'],
		['about:blank', 'checking', 'restricted'],
		[undefined, 'checking', 'restricted'],
	])('of %s that does not answer is %s, then %s', (url, first, then) => {
		const { watch, waiting } = setUp(url);
		expect(watch.reach.value).toBe(first);
		for (const run of waiting) run();
		expect(watch.reach.value).toBe(then);
	});

	it('that answers late is reached all the same', () => {
		const { session, watch, waiting, version } = setUp('https://shop.example/');
		for (const run of waiting) run();
		session.introduce(documentInfo(), 1);
		version.value++;
		expect(watch.reach.value).toBe('reached');
	});

	it('has its time anew after a navigation, whatever was waited for before', () => {
		const { watch, waiting } = setUp('https://shop.example/');
		watch.restart();
		waiting[0]?.();
		expect(watch.settled.value).toBe(false);
		waiting[1]?.();
		expect(watch.settled.value).toBe(true);
	});
});
