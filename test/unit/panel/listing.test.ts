import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ranOf } from '../../../panel/store/row-order.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, message, sent } from '../session/events.ts';
import { openedStore } from './opened.ts';

const BY_EXTENSION = [{ url: 'chrome-extension://abc/main.js', line: 1, column: 1 }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store with a row of another extension among two of the page. */
async function setUp() {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const events = [message(1), added(2, 1, { stack: BY_EXTENSION }), message(3)];
	session.addBatch('top', 1, JSON.stringify(events), 1_000);
	const store = openedStore(session);
	// Not until no timer is left: the store's clock stands, and messages wait for what is still to be seen of them.
	const settle = () => vi.advanceTimersByTimeAsync(30);
	await settle();
	const rows = (): (number | undefined)[] =>
		Array.from({ length: store.timeline.length }, (_, at) => store.timeline.at(at));
	return { store, settle, rows };
}

describe('rows of other extensions', () => {
	it('are left out of every order of the list, until a person wants them', async () => {
		const { store, settle, rows } = await setUp();
		expect([store.others.value, rows()]).toEqual([1, [0, 2]]);
		store.timeline.sort.value = { column: 'size', descending: true };
		await settle();
		expect(rows()).toEqual([0, 2]);
		store.timeline.sort.value = undefined;
		store.timeline.grouped.value = true;
		await settle();
		expect(rows()).not.toContain(1);
		store.showOthers.value = true;
		await settle();
		expect(rows()).toContain(1);
	});

	it('come and go also while the filter is wrong', async () => {
		const { store, settle, rows } = await setUp();
		store.filter.value = 'listener:/(/';
		await settle();
		expect([store.query.value.ok, rows()]).toEqual([false, [0, 2]]);
		store.showOthers.value = true;
		await settle();
		expect(rows()).toEqual([0, 1, 2]);
	});
});

it('sorts by how many listeners ran as the list shows it', () => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.addBatch('top', 1, JSON.stringify([message(1), added(2, 1), message(3), sent(4)]), 1_000);
	expect([0, 1, 2, 3].map((row) => ranOf(session, row))).toEqual([0, undefined, -1, undefined]);
});
