import { useMemo } from 'preact/hooks';
import type { ProbeReason, ProbeReasonCode, ProbeResult } from '../../../src/probe/interpret.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { type MessageKey, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { proofOf } from '../../store/probe/proof.ts';
import type { ProbeOutcome } from '../../store/settle-verdict.ts';
import { placeText } from '../../ui/place.ts';
import { Section } from '../detail/Facts.tsx';
import { download } from '../export/download.ts';
import { FramingFacts } from '../listeners/FramingFacts.tsx';
import { isSameSender, senderText } from './sender-text.ts';
import { Transcripts } from './Transcripts.tsx';

interface ProbeOutcomeViewProps {
	store: PanelStore;
	listener: ListenerRecord;
	outcome: ProbeOutcome;
}

/** What a probe showed: the conclusion with its reasons, and both runs side by side. */
export function ProbeOutcomeView({ store, listener, outcome }: ProbeOutcomeViewProps) {
	const { interpretation, plan, trusted, trustedSender, baseline, attack } = outcome;
	const { result, reasons } = interpretation;
	const next = NEXT[reasons[0]?.code ?? ''];
	return (
		<>
			<Section title={t('probingResult')}>
				<div class="verdict-head" role="status">
					<span class={`badge badge-${TONES[result]}`}>{tOf('probeResult', result)}</span>
					<p class="verdict-reason">{tOf('probeResultMeaning', result)}</p>
					<ul class="probing-list">
						{reasons.map((reason) => (
							<li key={reason.code}>
								{reasonText(reason)}
								{saysMore(reason) && <span class="dim mono"> {placeText(reason.site)}</span>}
							</li>
						))}
					</ul>
				</div>
				{next && <p class="own-words pad">{t(next)}</p>}
				{!isSameSender(trustedSender, plan.source) && (
					<p class="own-words pad">{t('probingTrustedSender', senderText(trustedSender))}</p>
				)}
				{attack.stamped !== undefined && <p class="own-words pad">{t('probingStamped', attack.stamped)}</p>}
				{result === 'confirmed' && <Proof store={store} listener={listener} outcome={outcome} />}
			</Section>
			{result === 'confirmed' && <FramingFacts store={store} listener={listener} />}
			<Section title={t('probingDid')}>
				<Transcripts
					store={store}
					runs={[
						{ title: t('probingTrusted'), origin: trusted, transcript: baseline },
						{ title: t('probingAttack'), origin: attack.stamped ?? plan.origin, transcript: attack },
					]}
				/>
				<p class="own-words pad">{t(plan.safe ? 'probingOutOfSight' : 'probingOutOfSightUnsafe')}</p>
			</Section>
		</>
	);
}

/** The way to a page that shows it without Earshot, or why there is none. */
function Proof({ store, listener, outcome }: ProbeOutcomeViewProps) {
	// What is known of the page's framing may have come since.
	const framed = store.framing.about(listener).map(({ framing }) => framing);
	store.framing.state.value;
	store.version.value;
	const proof = useMemo(() => proofOf(store.session, listener, outcome), [listener, outcome, ...framed]);
	if ('problem' in proof) return <p class="own-words pad">{tOf('proofProblem', proof.problem)}</p>;
	const { name, type, text } = proof;
	return (
		<div class="actions">
			<button
				type="button"
				class="button"
				title={t('probingProofWhat')}
				onClick={() => download(name, type, [text])}
			>
				{t('probingProof')}
			</button>
		</div>
	);
}

/** What a person can do next where a probe leaves it open. */
const NEXT: Partial<Record<string, MessageKey>> = {
	'nothing-happened': 'probingNextMessage',
	'no-check-seen': 'probingNextReload',
	'other-effects': 'probingNextOrigin',
} satisfies Partial<Record<ProbeReasonCode, MessageKey>>;

const TONES = { confirmed: 'none', refuted: 'strict', undecided: 'unknown' } as const satisfies Record<
	ProbeResult,
	string
>;

/** Whether the place of a reason is not in its words. */
function saysMore({ site, values }: ProbeReason): boolean {
	return site !== undefined && !values.some((value) => value.includes(placeText(site)));
}

function reasonText({ code, values }: ProbeReason): string {
	return tOf('probeReason', code, ...values.map(visible));
}
