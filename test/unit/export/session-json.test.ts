import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSession } from '../../../src/export/read-session.ts';
import { sessionJson } from '../../../src/export/session-json.ts';
import { SessionProblem } from '../../../src/export/session-problem.ts';
import { deliveryOf } from '../../../src/session/delivery/delivery.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, message, ran, sent } from '../session/events.ts';
import { anySession, rowsOf, shopSession } from './sessions.ts';

const save = (session: Session, redact: boolean): string =>
	[...sessionJson(session, { version: '1.2.3', now: 5_000, redact }).pieces].join('');
const problem = async (file: string): Promise<string> => {
	try {
		await readSession([file]);
	} catch (error) {
		if (error instanceof SessionProblem) return error.message;
		throw error;
	}
	return 'opened';
};
const good = (): Record<string, unknown> => JSON.parse(save(shopSession(), false));

describe('a saved session', () => {
	it('opens as what was saved: saved again, it is the same file', async () => {
		await fc.assert(
			fc.asyncProperty(anySession, fc.boolean(), async (session, redact) => {
				const file = save(session, redact);
				const opened = await readSession([file]);
				expect(opened.tally).toEqual({ unknownFields: 0, cutTexts: 0 });
				expect(save(opened.session, redact)).toBe(file);
			}),
			{ numRuns: 300 },
		);
	});

	it('opens from chunks of any size and in any layout', async () => {
		const file = save(shopSession(), false);
		const layouts = [
			file,
			JSON.stringify(JSON.parse(file)),
			`\uFEFF${JSON.stringify(JSON.parse(file), null, '\t')}`,
		];
		for (const layout of layouts) {
			for (const size of [1, 2, 7, 1_000, layout.length]) {
				const chunks = layout.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
				expect(save((await readSession(chunks)).session, false)).toBe(file);
			}
		}
	});

	it('keeps which delivery is of which send', async () => {
		const before = new Session();
		before.introduce(documentInfo(), 900);
		const events = [sent(1), message(2, { n: 1, origin: 'https://shop.test' })];
		before.addBatch('top', 1, JSON.stringify(events), 2_000, '[]');
		before.settle(9_000);
		const { session } = await readSession([save(before, false)]);
		for (const each of [before, session]) {
			const [send, delivery] = rowsOf(each) as [number, number];
			expect(deliveryOf(each, send)).toMatchObject({ state: 'unheard', rows: [delivery] });
			expect(each.rows.peer(delivery)).toBe(send);
		}
	});

	it('keeps where a listener threw, and opens with the text alone, as files of earlier versions have it', async () => {
		for (const thrown of [
			{ threw: 'x', thrownAt: { url: 'https://shop.test/a.js', line: 3, column: 7 } },
			{ threw: 'x' },
		]) {
			const before = new Session();
			before.introduce(documentInfo(), 900);
			before.addBatch(
				'top',
				1,
				JSON.stringify([added(1, 1), message(2), ran(3, { message: 2, ...thrown })]),
				2_000,
			);
			const { session, tally } = await readSession([save(before, false)]);
			const row = session.documents.find('top')?.messages.get(2) as number;
			expect(tally).toEqual({ unknownFields: 0, cutTexts: 0 });
			const [run] = session.rows.runs(row);
			expect([run?.threw, run?.thrownAt]).toEqual([thrown.threw, thrown.thrownAt]);
		}
	});

	it('has the parts that views ask for', async () => {
		const before = shopSession();
		const { session, savedAt, earshot, redacted } = await readSession([save(before, true)]);
		expect({ savedAt, earshot, redacted }).toEqual({ savedAt: 5_000, earshot: '1.2.3', redacted: true });
		expect(session.recording).toBe(false);
		const [row] = rowsOf(session).filter((id) => session.rows.kind(id) === 'message');
		expect(session.rows.ran(row as number)).toBe(1);
		expect(session.otherDocument(row as number)?.info?.title).toBe('Pay');
		expect(session.documents.find('top')?.messages.get(2)).toBe(row);
		expect(session.sockets[0]).toMatchObject({ state: 'closed', closed: { code: 1_011 } });
		expect(session.sockets[0]?.frames.map((id) => session.rows.direction(id))).toEqual(['out', 'in']);
		expect(session.listeners[0]?.evidence).toEqual(before.listeners[0]?.evidence);
		expect(session.rows.kind(session.listeners[0]?.row as number)).toBe('listener');
		expect(rowsOf(session).map((id) => session.rows.event(id))).toEqual(
			rowsOf(before).map((id) => before.rows.event(id)),
		);
	});

	it('says what is wrong with a file, and where', async () => {
		const file = save(shopSession(), false);
		const broken = (change: (saved: Record<string, unknown>) => unknown): string => {
			const saved = good();
			return JSON.stringify(change(saved) ?? saved);
		};
		const list = (saved: Record<string, unknown>, key: string) => saved[key] as Record<string, unknown>[];
		const row = (at: number, over: object) =>
			broken((saved) => {
				list(saved, 'rows')[at] = { ...list(saved, 'rows')[at], ...over };
			});
		expect(await problem('')).toBe('not-json: 0');
		expect(await problem('hello')).toBe('not-json: 0');
		expect(await problem('{"format":"earshot-session",nonsense')).toBe('not-json: 28');
		expect(await problem('[]')).toBe('not-a-session');
		expect(await problem('{}')).toBe('not-a-session');
		expect(await problem('{"log":{"version":"1.2"}}')).toBe('not-a-session');
		for (const beginning of ['{', '{ "form'])
			expect([beginning, await problem(beginning)]).toEqual([beginning, 'not-a-session']);
		expect(await problem('{"format":"earshot-session","version":1,')).toBe('cut: version');
		// There was none before the first: a later Earshot would be of no help.
		expect(await problem(broken((saved) => ({ ...saved, version: 0 })))).toBe('not-a-session');
		expect(await problem(broken((saved) => ({ ...saved, version: 2 })))).toBe('other-version: 2');
		expect(await problem(file.slice(0, -200))).toBe('cut: listeners[0]');
		expect(await problem(file.slice(0, file.indexOf('"kind":"send"') + 20))).toBe('cut: rows[3]');
		expect(await problem(`${file} {}`)).toMatch(/^not-json: \d+$/);
		expect(await problem(broken(({ sockets: _, ...rest }) => rest))).toBe('missing: sockets');
		expect(await problem(broken(({ losses: _, ...rest }) => rest))).toBe('missing: losses');
		expect(await problem(broken((saved) => ({ ...saved, rows: {} })))).toBe('bad-item: rows');
		expect(await problem(row(1, { kind: 'rocket' }))).toBe('bad-item: rows[1]');
		expect(await problem(row(1, { document: 9 }))).toBe('bad-item: rows[1]');
		expect(await problem(row(6, { ref: 9 }))).toBe('bad-item: rows[6]');
		expect(await problem(row(2, { event: { url: 'https://shop.test/' } }))).toBe('bad-item: rows[2]');
		expect(await problem(row(2, { runs: [{ kind: 'fault' }] }))).toBe('bad-item: rows[2]');
		expect(
			await problem(
				broken((saved) => list(saved, 'documents').push(list(saved, 'documents')[0] ?? {}) && undefined),
			),
		).toBe('bad-item: documents[2]');
	});

	it('never opens by accident, and fails only in words', async () => {
		const file = save(shopSession(), false);
		await fc.assert(
			fc.asyncProperty(
				fc.nat(file.length - 1),
				fc.nat(20),
				fc.string({ maxLength: 5 }),
				async (at, gone, put) => {
					const changed = file.slice(0, at) + put + file.slice(at + gone);
					await problem(changed);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('leaves undeclared fields out and counts them', async () => {
		const saved = good();
		const { rows } = saved;
		const [first] = rows as Record<string, unknown>[];
		Object.assign(first as object, { surprise: 1 });
		const { tally } = await readSession([JSON.stringify({ ...saved, extra: [1, 2], more: {} })]);
		expect(tally.unknownFields).toBe(3);
	});
});
