import { describe, expect, it } from 'vitest';
import { Session } from '../../../src/session/session.ts';
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

describe('frames that the browser does not list', () => {
	const frame = (frameId: number, parentFrameId: number) => ({
		frameId,
		parentFrameId,
		url: 'https://a.example/',
		errorOccurred: false,
	});
	/** A document by its path; undefined: in a shadow tree. */
	function session(top: number, ...others: [frameId: number, path: string | undefined, frames?: number][]) {
		const all = new Session();
		for (const [frameId, path, frames] of [[0, '', top] as const, ...others]) {
			all.introduce(
				{
					token: `t${frameId}`,
					tabId: 1,
					frameId,
					...(path === undefined ? {} : { path }),
					url: 'https://a.example/',
					origin: 'https://a.example',
					title: '',
					opener: false,
					hooked: 'at-start',
					...(frames === undefined ? {} : { frames }),
					startedAt: 0,
				},
				0,
			);
		}
		return all;
	}
	const parents = (all: Session) => all.unhookedFrames().map(({ parentFrameId }) => parentFrameId);

	it('are those that a window counts beyond the known', () => {
		const all = session(3, [5, '0', 2]);
		all.frames = [frame(0, -1), frame(5, 0)];
		expect(parents(all)).toEqual([0, 0, 5, 5]);
		expect(new Set(all.unhookedFrames().map(({ frameId }) => frameId)).size).toBe(4);
		expect(all.unhookedFrames().map(whyUnhooked)).toEqual(['empty', 'empty', 'empty', 'empty']);
	});

	it('are not a thousand million because a file says so', () => {
		const all = session(20_000, [5, '0', 1_000_000_000]);
		expect(all.unhookedFrames().length).toBe(10_000);
	});

	it('are none where each is listed or has a document', () => {
		const all = session(2, [5, '0'], [6, '1']);
		all.frames = [frame(0, -1), frame(5, 0)];
		expect(parents(all)).toEqual([]);
	});

	it('are not made up for by frames in shadow trees, which no window counts', () => {
		const all = session(1, [7, undefined]);
		all.frames = [frame(0, -1), frame(7, 0)];
		expect(parents(all)).toEqual([0]);
	});

	it('are told once, also where a listed frame has no document', () => {
		const all = session(2);
		all.frames = [frame(0, -1), frame(9, 0)];
		expect(parents(all)).toEqual([0, 0]);
		all.end('t0', 1);
		all.frames = [];
		expect(parents(all)).toEqual([]);
	});
});
