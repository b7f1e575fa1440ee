import { describe, expect, it } from 'vitest';
import { type UnhookedReason, unhookedReasons, whyUnhooked } from '../../../src/session/unhooked.ts';

describe('why a frame is not watched', () => {
	it.each<[UnhookedReason, string, boolean?]>([
		['failed', 'https://down.example/', true],
		['failed', 'chrome-error://chromewebdata/', true],
		['empty', ''],
		['empty', 'about:blank'],
		['empty', 'about:srcdoc'],
		['empty', 'javascript:void 0'],
		['file', 'file:///home/me/page.html'],
		['browser', 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html'],
		['browser', 'moz-extension://1-2/page.html'],
		['browser', 'chrome://settings/'],
		['browser', 'resource://pdf.js/web/viewer.html'],
		['silent', 'https://closed.example/'],
		['silent', 'HTTP://closed.example/'],
		['silent', 'blob:https://a.example/1'],
		['silent', 'data:text/html,x'],
	])('is %s for %j', (reason, url, errorOccurred = false) => {
		expect(whyUnhooked({ frameId: 1, parentFrameId: 0, url, errorOccurred })).toBe(reason);
		expect(unhookedReasons).toContain(reason);
	});
});
