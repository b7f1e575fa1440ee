import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t, tOf } from '../../i18n.ts';
import { listenerFindingId } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { Reason, VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { settledText } from '../detail/evidence.ts';
import { Acceptance } from '../findings/Acceptance.tsx';
import { CopyText } from './CopyText.tsx';
import { FramingFacts } from './FramingFacts.tsx';
import { HideListener } from './HideListener.tsx';
import { evidenceOf } from './listener-text.ts';
import { PlaceLink, Reasons } from './Reasons.tsx';
import { SourcePane } from './source/SourcePane.tsx';

interface VerdictPaneProps {
	store: PanelStore;
	listener: ListenerRecord;
}

/** Why a listener is judged as it is, beside the code that decided it. */
export function VerdictPane({ store, listener }: VerdictPaneProps) {
	const { analysis, session } = store;
	analysis.version.value;
	store.version.value;
	const jump = useSignal<{ id: string } | undefined>(undefined);
	const lines = useSignal<ReadonlyMap<string, number>>(new Map());
	const onLines = useCallback(
		(found: ReadonlyMap<string, number>) => {
			lines.value = found;
		},
		[lines],
	);
	const goTo = (id: string): void => {
		jump.value = { id };
	};
	const pane = useRef<HTMLDivElement>(null);
	// The reason comes first, wherever the listener before was read.
	useLayoutEffect(() => pane.current?.closest('[role=tabpanel]')?.scrollTo({ top: 0 }), [listener.index]);
	useEffect(() => {
		analysis.lookAt(listener);
		// Values of the page may have changed since.
		analysis.refresh(listener);
	}, [analysis, listener]);
	const judgement = analysis.of(listener);
	const done = judgement.state === 'done' ? judgement : undefined;
	const verdict = done?.verdict;
	const shown = done?.script?.verdict ?? verdict;
	const settled = analysis.settled(listener);
	const seen = settled ? settledText(settled) : '';
	const finding =
		verdict && settled && listenerFindingId(session, listener, verdict.verdict, settled.verdict);
	return (
		<div class="verdict-pane" ref={pane}>
			<div class="verdict-head">
				<VerdictBadge judgement={judgement} settled={settled} />
				{verdict && (
					<span class={`severity severity-${verdict.severity}`}>
						{t('severity', tOf('severity', verdict.severity))}
					</span>
				)}
				{verdict && (
					<span class="dim verdict-confidence">{t('confidence', tOf('severity', verdict.confidence))}</span>
				)}
				<p class="verdict-reason">
					<Reason judgement={judgement} />{' '}
					<PlaceLink line={lines.value.get('reason-0')} id="reason-0" onJump={goTo} />
				</p>
				{verdict && <p class="dim">{tOf('verdictMeaning', verdict.verdict)}</p>}
				{verdict?.witness !== undefined && (
					<p class="witness-line">
						{t('witnessText')} <code class="witness">{verdict.witness}</code>
						<CopyText label={t('copyWitness')} text={() => verdict.witness ?? ''} />
					</p>
				)}
				<p class="evidence">
					<b>{t('seenRunning')}</b> {evidenceOf(listener)}
				</p>
				{seen && <p class="notice">{seen}</p>}
				{done?.gaveUpScript && <p class="notice">{t('source_gaveUpScript')}</p>}
			</div>
			<div class="verdict-code">
				<SourcePane
					key={listener.index}
					store={store}
					listener={listener}
					judgement={judgement}
					jump={jump}
					onLines={onLines}
				/>
			</div>
			<div class="verdict-more">
				{shown && <Reasons verdict={shown} lines={lines.value} onJump={goTo} />}
				{finding && <FramingFacts store={store} listener={listener} />}
				{finding ? (
					<Acceptance key={finding} accepted={store.accepted} id={finding}>
						<HideListener store={store} listener={listener} />
					</Acceptance>
				) : (
					<div class="acceptance actions">
						<HideListener store={store} listener={listener} />
					</div>
				)}
			</div>
		</div>
	);
}
