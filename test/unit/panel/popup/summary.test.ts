import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { summaryOf } from '../../../../panel/popup/summary.ts';
import type { Judgement } from '../../../../panel/store/judgement.ts';
import type { PanelStore } from '../../../../panel/store/panel-store.ts';
import { Session } from '../../../../src/session/session.ts';
import { added, documentInfo } from '../../session/events.ts';

it('a listener that the analyser failed on is not known, and no more waited for', () => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.addBatch('top', 1, JSON.stringify([added(1, 1)]), 1_000);
	const listenersOf = (judgement: Judgement) =>
		summaryOf({
			session,
			analysis: { of: () => judgement, settled: () => undefined },
			findings: signal([]),
			settled: signal(true),
		} as unknown as PanelStore).listeners;
	expect(listenersOf({ state: 'pending' })).toMatchObject({ verdicts: [], pending: 1, total: 1 });
	expect(listenersOf({ state: 'failed', reason: 'timeout', detail: '' })).toMatchObject({
		verdicts: [['unknown', 1]],
		pending: 0,
	});
});
