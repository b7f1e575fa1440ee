import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { createSinkWatch } from '../../../panel/store/sink-watch.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from '../session/events.ts';

it('frames in which watching sinks could not be begun count as long as they are there', async () => {
	const session = new Session();
	for (const token of ['top', 'pay']) session.introduce(documentInfo({ token }), 900);
	const version = signal(0);
	const barred = new Set(['pay']);
	const watch = createSinkWatch(session, version, async (token) =>
		barred.has(token) ? { kind: 'failed', code: 'barred' } : { kind: 'done' },
	);
	await watch.turn(true);
	expect(watch.failed.value).toBe(1);
	session.end('pay', 1_000);
	version.value++;
	expect(watch.failed.value).toBe(0);
	// The line to it broke, and came back.
	barred.add('top');
	watch.documentCame('top');
	await Promise.resolve();
	await Promise.resolve();
	expect(watch.failed.value).toBe(1);
	barred.clear();
	watch.documentCame('top');
	await Promise.resolve();
	await Promise.resolve();
	expect(watch.failed.value).toBe(0);
});
