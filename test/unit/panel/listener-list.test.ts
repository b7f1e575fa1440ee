import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../panel/store/listener-list.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo } from '../session/events.ts';

describe('the owner of a listener', () => {
	it.each([
		['https://shop.test/app.js', { kind: 'first-party', host: 'shop.test' }],
		['https://cdn.shop.test/app.js', { kind: 'first-party', host: 'shop.test' }],
		['https://shop.test:8443/app.js', { kind: 'first-party', host: 'shop.test' }],
		['blob:https://shop.test/0-1', { kind: 'first-party', host: 'shop.test' }],
		['https://notshop.test/app.js', { kind: 'third-party', host: 'notshop.test' }],
		['https://shop.test.evil.test/app.js', { kind: 'third-party', host: 'shop.test.evil.test' }],
		['https://user@tag.test/shop.test', { kind: 'third-party', host: 'tag.test' }],
		['chrome-extension://abc/page.js', { kind: 'extension' }],
		['moz-extension://abc/page.js', { kind: 'extension' }],
		['about:srcdoc', { kind: 'unknown' }],
	])('of %s', (url, owner) => {
		const session = new Session();
		session.introduce(documentInfo(), 1_000);
		session.addBatch(
			'top',
			1,
			JSON.stringify([added(1, 1, { stack: [{ url, line: 1, column: 1 }] })]),
			2_000,
		);
		const [listener] = session.listeners;
		expect(listener && ownerOf(session, listener)).toEqual(owner);
	});
});
