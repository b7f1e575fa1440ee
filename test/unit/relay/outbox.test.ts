import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../src/relay/outbox.ts';
import { mark } from '../../../src/session/rows.ts';
import { Session } from '../../../src/session/session.ts';

interface Sent {
	panel: string;
	batch: number;
	events: { kind: string; count?: number; where?: string }[];
	/** The same as it was sent. */
	page: string;
	own: string;
}

function outbox() {
	const sent: Sent[] = [];
	const line = { up: true };
	const box = new Outbox((panel, batch, events, own) => {
		if (line.up)
			sent.push({ panel, batch, events: [...JSON.parse(events), ...JSON.parse(own)], page: events, own });
		return line.up;
	});
	return { box, sent, line };
}

const event = (padding = 0): string => `{"kind":"x","pad":"${'-'.repeat(padding)}"}`;
const batches = (sent: Sent[], panel: string): number[] =>
	sent.filter((one) => one.panel === panel).map((one) => one.batch);

describe('Outbox', () => {
	it('sends each batch once to each panel, in order', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		box.add(1, event());
		box.subscribe('b', 0);
		box.add(1, event());
		expect(batches(sent, 'a')).toEqual([1, 2]);
		expect(batches(sent, 'b')).toEqual([1, 2]);
	});

	it('tells in parts what is too much for one message, and counts what is too large for any', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		const huge = event(11_000_000);
		box.add(13, [...Array.from({ length: 12 }, () => event(900_000)), huge].join(','), event());
		box.add(1, event());
		for (let batch = 1; batch < 20; batch++) box.acknowledge('a', batch);
		expect(Math.max(...sent.map(({ events }) => JSON.stringify(events).length))).toBeLessThan(2_000_000);
		const told = sent.flatMap(({ events }) => events);
		expect(told.filter(({ kind }) => kind === 'x')).toHaveLength(14);
		expect(told.find(({ kind }) => kind === 'dropped')).toMatchObject({ count: 1, where: 'relay' });
	});

	it('goes on after something that is no list of events', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		box.add(1, '-'.repeat(11_000_000));
		box.add(1, event());
		expect(sent.flatMap(({ events }) => events.map(({ kind }) => kind))).toEqual(['dropped', 'x']);
	});

	it('adds nothing for no events', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		box.add(0, '');
		expect(sent).toEqual([]);
	});

	it('tells a panel only what it has not seen', () => {
		const { box, sent } = outbox();
		box.add(1, event());
		box.add(1, event());
		box.subscribe('a', 1);
		expect(batches(sent, 'a')).toEqual([2]);
	});

	it('sends again what was not acknowledged when the line broke', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		box.add(1, event());
		box.add(1, event());
		box.acknowledge('a', 1);
		box.interrupted();
		box.add(1, event());
		expect(batches(sent, 'a')).toEqual([1, 2, 2, 3]);
	});

	it('keeps what it could not hand over', () => {
		const { box, sent, line } = outbox();
		box.subscribe('a', 0);
		line.up = false;
		box.add(1, event());
		line.up = true;
		box.add(1, event());
		expect(batches(sent, 'a')).toEqual([1, 2]);
	});

	it('waits for acknowledgements when too much is on its way, and always lets one batch go', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		for (let i = 0; i < 3; i++) box.add(1, event(3_000_000));
		expect(batches(sent, 'a')).toEqual([1]);
		box.acknowledge('a', 1);
		expect(batches(sent, 'a')).toEqual([1, 2]);
	});

	it('drops the oldest for a panel that is too slow, and says how many', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		for (let i = 0; i < 20; i++) box.add(10, event(2_000_000));
		const heldBefore = sent.length;
		for (let batch = 1; batch <= 20; batch++) box.acknowledge('a', batch);
		box.add(1, event());
		const dropped = sent.flatMap((one) => one.events).filter((one) => one.kind === 'dropped');
		const delivered = sent.filter(({ events }) => events.some(({ kind }) => kind === 'x')).length;
		const lost = dropped.reduce((sum, one) => sum + (one.count ?? 0), 0);
		expect(heldBefore).toBeLessThan(20);
		expect(dropped.every((one) => one.where === 'relay')).toBe(true);
		// Every batch of ten is either delivered or counted; the last batch had one event.
		expect(lost).toBe((21 - delivered) * 10);
	});

	it('says what it dropped also when nothing comes after it', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		const total = 100;
		for (let i = 0; i < total; i++) box.add(1, event(1_000_000));
		for (let at = 0; at < sent.length; at++) box.acknowledge('a', (sent[at] as Sent).batch);
		const all = sent.flatMap(({ events }) => events);
		const told = all.filter(({ kind }) => kind === 'x').length;
		const dropped = all.reduce((sum, { kind, count }) => sum + (kind === 'dropped' ? (count ?? 0) : 0), 0);
		expect(dropped).toBeGreaterThan(0);
		expect(told + dropped).toBe(total);
	});

	it('leaves no message of a loss to be taken for one that only one world saw', () => {
		const { box, sent } = outbox();
		box.subscribe('a', 0);
		const message = (n: number, padding: number): string =>
			JSON.stringify([
				...[n, 1_000 + n, 'message', n, ['window', 0], 'message', 'https://a.example', ['other'], []],
				...[true, '-'.repeat(padding), padding, true, n],
			]);
		let n = 0;
		for (let fetched = 0; fetched < 12; fetched++) {
			const first = n + 1;
			for (let part = 0; part < 4; part++) box.addPart(1, message(++n, 900_000));
			const seen = `[0,${1_000 + first},"message-seen",${first},"https://a.example",true,["self",""],5]`;
			box.add(6, message(++n, 0), fetched === 0 ? `[0,1000,"seen-from",1],${seen}` : seen);
		}
		const session = new Session();
		for (let at = 0; at < sent.length; at++) {
			const { batch, page, own } = sent[at] as Sent;
			session.addBatch('one', batch, page, 100_000 + at, own);
			box.acknowledge('a', batch);
		}
		session.settle(200_000);
		const rows = Array.from({ length: session.timeline.length }, (_, at) => session.timeline.at(at) ?? -1);
		expect(session.losses.page).toBeGreaterThan(0);
		expect(session.losses.page + rows.length - 1).toBeGreaterThanOrEqual(n);
		expect(rows.filter((row) => session.rows.marks(row) & (mark.hidden | mark.unconfirmed))).toEqual([]);
	});

	it('keeps a bounded history for a panel still to come', () => {
		const { box, sent } = outbox();
		for (let i = 0; i < 30; i++) box.add(1, event(500_000));
		box.subscribe('late', 0);
		expect(batches(sent, 'late').length).toBeGreaterThan(1);
		expect(batches(sent, 'late').length).toBeLessThan(6);
		expect(batches(sent, 'late').at(-1)).toBe(30);
	});
});
