import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../../src/session/delivery/delivery.ts';
import { Session } from '../../../src/session/session.ts';
import { type ListedListener, liveOnWindow, noteUnseen, unseenOf } from '../../../src/session/unseen.ts';
import { added, documentInfo, message, sent } from './events.ts';

const STAND_IN = 'Proxy(Function)';
const BOUND = 'function () { [native code] }';
const listed = (text: string, over: Partial<ListedListener> = {}): ListedListener => ({
	type: 'message',
	capture: false,
	once: false,
	passive: false,
	text,
	...over,
});
const capture = { options: { capture: true, once: false, signal: false } };

function begun(...events: object[]): Session {
	const session = new Session();
	session.introduce(documentInfo(), 1_000);
	session.addBatch('top', 1, JSON.stringify(events), 1_000, '[]');
	return session;
}

describe('listeners registered unseen', () => {
	it.each<[string, object[], ListedListener[], string[]]>([
		['none when all are stand-ins', [added(1, 1), added(2, 2)], [listed(STAND_IN), listed(STAND_IN)], []],
		['one with a text of its own', [added(1, 1)], [listed('(e) => a'), listed(STAND_IN)], ['(e) => a']],
		['a proxy more than stand-ins', [added(1, 1)], [listed(STAND_IN), listed(STAND_IN)], [STAND_IN]],
		['a bound one', [added(1, 1)], [listed(STAND_IN), listed(BOUND)], [BOUND]],
		['none when a bound one was told of', [added(1, 1, { source: BOUND })], [listed(BOUND)], []],
		['by their options', [added(1, 1, capture)], [listed(STAND_IN)], [STAND_IN]],
		['none when it was told of and could not be watched', [added(1, 1)], [listed('(e) => use(e.data)')], []],
		[
			'none when only the beginning of the text was told',
			[added(1, 1, { source: '(e) =>' })],
			[listed('(e) => use(e.data)')],
			[],
		],
		['by their type', [added(1, 1)], [listed(STAND_IN, { type: 'messageerror' })], [STAND_IN]],
		[
			'none for an object with handleEvent',
			[added(1, 1, { callback: 'handleEvent' })],
			[listed('Object')],
			[],
		],
		[
			'one whose like was removed',
			[added(1, 1), { kind: 'listener-removed', seq: 2, time: 1, listener: 1, how: 'once' }],
			[listed(STAND_IN)],
			[STAND_IN],
		],
		[
			'of the window alone',
			[added(1, 1, { target: { kind: 'port', id: 3 } })],
			[listed(STAND_IN)],
			[STAND_IN],
		],
	])('are %s', (_name, events, list, expected) => {
		const session = begun(...events);
		const record = session.documents.get(0);
		const told = record ? liveOnWindow(session, record) : [];
		expect(unseenOf(list, told).map(({ text }) => text)).toEqual(expected);
	});

	it('are listed once, and removed when they are not found again', () => {
		const session = begun();
		const look = (...found: ListedListener[]): void =>
			session.amend('top', (record) => noteUnseen(session, record, found, 3_000));
		look(listed('function one(e) {}'), listed('(e) => two', { once: true }));
		look(listed('function one(e) {}'));
		expect(
			session.listeners.map((listener) => [
				listener?.added.name,
				listener?.added.how,
				listener?.removed?.how,
			]),
		).toEqual([
			['one', 'unseen', undefined],
			['', 'unseen', 'unseen'],
		]);
	});

	it('count as listening, though their runs are not seen', () => {
		const session = begun(sent(1), message(2, { n: 1, origin: 'https://shop.test' }));
		session.settle(9_000);
		const state = (): string => deliveryOf(session, 0).state;
		expect(state()).toBe('unheard');
		session.amend('top', (record) => noteUnseen(session, record, [listed('(e) => a')], 9_100));
		expect(state()).toBe('unwatched');
	});
});
