import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hello } from '../../../src/protocol/envelope.ts';
import { DocumentWatch } from '../../../src/relay/document-watch.ts';

const page = { length: 0 };
let url = 'about:blank';

function watch() {
	const told: unknown[] = [];
	const hello = (): Hello => ({
		token: 't',
		url,
		origin: 'https://a.example',
		title: '',
		opener: false,
		hooked: 'at-start',
		...(url === 'about:blank' ? {} : { reachable: true }),
		...(page.length > 0 ? { frames: page.length } : {}),
		startedAt: 0,
	});
	return { told, watched: new DocumentWatch(hello, (change) => told.push(change)) };
}

describe('a document that is recorded', () => {
	beforeEach(() => {
		vi.useFakeTimers();
		vi.stubGlobal('window', page);
		vi.stubGlobal('document', {});
		page.length = 0;
		url = 'about:blank';
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});

	it('tells how many frames it has when that changes, and nothing else', () => {
		const { told, watched } = watch();
		expect(watched.introduce().frames).toBeUndefined();
		watched.watch(true);
		watched.watch(true);
		vi.advanceTimersByTime(3_000);
		page.length = 2;
		url = 'https://a.example/#moved';
		vi.advanceTimersByTime(3_000);
		page.length = 0;
		vi.advanceTimersByTime(3_000);
		expect(told).toEqual([{ frames: 2 }, { frames: 0 }]);
	});

	it('tells its address when another document took its window over', () => {
		const { told, watched } = watch();
		watched.introduce();
		vi.stubGlobal('document', {});
		url = 'https://a.example/frame.html';
		watched.look();
		watched.look();
		expect(told).toEqual([{ url: 'https://a.example/frame.html', reachable: true, frames: 0 }]);
	});

	it('tells nothing before it was introduced, and has no timer when nobody records', () => {
		const { told, watched } = watch();
		page.length = 5;
		watched.look();
		watched.watch(true);
		watched.watch(false);
		expect(vi.getTimerCount()).toBe(0);
		expect(told).toEqual([]);
	});
});
