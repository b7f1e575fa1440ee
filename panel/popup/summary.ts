import type { VerdictName } from '../../src/analyser/verdict.ts';
import type { FrameInfo } from '../../src/protocol/envelope.ts';
import type { DocumentRecord } from '../../src/session/documents.ts';
import type { Finding } from '../store/findings.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { rankOf } from '../store/verdict-rank.ts';

/** A tab in a few numbers. */
export interface Summary {
	listeners: {
		/** Judged ones, the worst verdict first. */
		verdicts: [verdict: VerdictName, count: number][];
		/** Being judged. */
		pending: number;
		/** Of ports, channels and workers: messages there carry no origin to check. */
		withoutOrigin: number;
		total: number;
	};
	sockets: { total: number; plain: number };
	frames: {
		/** Watched from before their first script. */
		watched: number;
		/** Of which something may have been missed. */
		partly: DocumentRecord[];
		/** Those that cannot be watched. */
		unwatched: FrameInfo[];
	};
	/** Open findings, the worst first. */
	findings: Finding[];
}

const PARTLY = new Set<string | undefined>(['late', 'not-hooked']);

/** Counts what lives in the tab now. */
export function summaryOf({ session, analysis, findings, settled }: PanelStore): Summary {
	const verdicts = new Map<VerdictName, number>();
	let [pending, withoutOrigin, total] = [0, 0, 0];
	for (const listener of session.listeners) {
		if (!listener || listener.removed || listener.endedAt !== undefined) continue;
		total++;
		const judgement = analysis.of(listener);
		if (judgement.state === 'not-applicable') withoutOrigin++;
		else if (judgement.state === 'pending') pending++;
		else {
			// The analyser may have failed: the panel says the same then.
			const stated = judgement.state === 'done' ? judgement.verdict.verdict : 'unknown';
			const verdict = analysis.settled(listener)?.verdict ?? stated;
			verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
		}
	}
	const live = session.sockets.filter((socket) => socket !== undefined && socket.state !== 'closed');
	const documents = [...session.documents].filter(
		({ info, endedAt }) => info !== undefined && endedAt === undefined,
	);
	const watched = documents.filter(({ info }) => info?.hooked === 'at-start');
	return {
		listeners: {
			verdicts: [...verdicts].sort(([a], [b]) => rankOf(a) - rankOf(b)),
			pending,
			withoutOrigin,
			total,
		},
		sockets: { total: live.length, plain: live.filter((socket) => /^ws:/i.test(socket?.url ?? '')).length },
		frames: {
			watched: watched.length,
			partly: documents.filter(({ info }) => PARTLY.has(info?.hooked)),
			// Who has not answered yet may still do so.
			unwatched: settled.value ? session.unhookedFrames() : [],
		},
		findings: findings.value.filter(({ accepted }) => !accepted),
	};
}
