import type { Settled } from '../../src/probe/settle.ts';
import { t, tOf } from '../i18n.ts';
import type { Judgement } from '../store/analysis-store.ts';
import { Said, sentenceText } from './Said.tsx';

interface VerdictBadgeProps {
	judgement: Judgement;
	/** What run-time facts made of it. */
	settled?: Settled | undefined;
}

/** The verdict in one word, told by colour and text alike; where it was seen to be wrong, the code's own is struck out. */
export function VerdictBadge({ judgement, settled }: VerdictBadgeProps) {
	switch (judgement.state) {
		case 'not-applicable':
			return <span class="badge badge-plain">{t('verdict_notApplicable')}</span>;
		case 'pending':
			return <span class="badge badge-plain">{t('verdict_pending')}</span>;
		case 'failed':
			return <span class="badge badge-unknown">{t('verdict_unknown')}</span>;
		case 'done': {
			const stated = judgement.verdict.verdict;
			const verdict = settled?.verdict ?? stated;
			return (
				<>
					<span class={`badge badge-${verdict}`}>{tOf('verdict', verdict)}</span>
					{verdict !== stated && <s class="dim">{tOf('verdict', stated)}</s>}
				</>
			);
		}
	}
}

/** The decisive reason of a judgement, in a sentence. */
export function reasonOf(judgement: Judgement): string {
	const [decisive] = judgement.state === 'done' ? judgement.verdict.reasons : [];
	return decisive ? sentenceText(decisive) : withoutVerdict(judgement);
}

/** The same, with code set as code. */
export function Reason({ judgement }: { judgement: Judgement }) {
	const [decisive] = judgement.state === 'done' ? judgement.verdict.reasons : [];
	return decisive ? <Said sentence={decisive} /> : <span>{withoutVerdict(judgement)}</span>;
}

function withoutVerdict(judgement: Judgement): string {
	switch (judgement.state) {
		case 'not-applicable':
			return t('reason_notApplicable');
		case 'pending':
			return t('reason_pending');
		case 'failed':
			return judgement.reason === 'timeout'
				? t('reason_timeout')
				: t('reason_failed', judgement.detail || t('reason_stopped'));
		case 'done':
			return '';
	}
}
