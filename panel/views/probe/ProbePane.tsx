import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { ProbeDesk, ProbeProgress } from '../../store/probe/probe-desk.ts';
import { sendersFor } from '../../store/probe/probe-subject.ts';
import { failureText } from '../../ui/failure-text.ts';
import { MessageField } from './MessageField.tsx';
import { ProbeForm } from './ProbeForm.tsx';
import { ProbeOutcomeView } from './ProbeOutcomeView.tsx';
import { problemsOf } from './problems.ts';
import { SeriesForm } from './SeriesForm.tsx';
import { ReplayTable, VariantRows } from './SeriesTables.tsx';

export interface ProbePaneProps {
	store: PanelStore;
	listener: ListenerRecord;
	desk: ProbeDesk;
}

/** Puts one listener to the test: what it will be given, and what it did with it. */
export function ProbePane({ store, listener, desk }: ProbePaneProps) {
	const { analysis, session } = store;
	const { version } = analysis;
	useEffect(() => desk.prepare(), [desk, version.value]);
	const draft = desk.draft.value;
	const problems = problemsOf(draft, desk.parsed());
	const isRunning = desk.progress.value.state === 'running';
	const outcome = desk.outcome.value;
	const result = useArrival<HTMLDivElement>(outcome);
	return (
		<>
			<form
				class="probing"
				onSubmit={(event) => {
					event.preventDefault();
					// What was typed just before may not be drawn yet.
					if (problemsOf(desk.draft.value, desk.parsed()).size === 0) void desk.probe();
				}}
			>
				<MessageField desk={desk} problem={problems.get('text')} />
				<ProbeForm desk={desk} senders={sendersFor(session, listener)} problems={problems} />
				<SeriesForm desk={desk} disabled={isRunning || problems.has('text') || problems.has(draft.as)} />
				{/* In sight however short the panel is. */}
				<div class="probing-actions probing-run">
					<button
						type="submit"
						class="button button-main"
						title={t('probingRunWhat')}
						disabled={isRunning || problems.size > 0}
					>
						{t('probingRun')}
					</button>
					<Progress progress={desk.progress.value} onStop={desk.stop} />
				</div>
			</form>
			<div ref={result}>
				{outcome && <ProbeOutcomeView store={store} listener={listener} outcome={outcome} />}
			</div>
			{desk.replayed.value.length > 0 && <ReplayTable runs={desk.replayed.value} />}
			{desk.variants.value && <VariantRows table={desk.variants.value} />}
		</>
	);
}

/** An element that comes into sight when what it shows has changed, not when it is merely looked at again. */
function useArrival<E extends HTMLElement>(shown: unknown): { current: E | null } {
	const element = useRef<E>(null);
	const last = useRef(shown);
	useLayoutEffect(() => {
		if (last.current === shown) return;
		last.current = shown;
		// Its own scroller alone: the panel around it stays where it is.
		const around = element.current?.closest('[role=tabpanel]');
		const [own, outer] = [element.current, around].map((each) => each?.getBoundingClientRect().top ?? 0);
		around?.scrollBy({ top: (own ?? 0) - (outer ?? 0) });
	}, [shown]);
	return element;
}

/** How far the deliveries are, with a way to end them, or why they failed. */
function Progress({ progress, onStop }: { progress: ProbeProgress; onStop(): void }) {
	const { state } = progress;
	return (
		<>
			{state === 'running' && (
				<>
					<progress max={progress.of} value={progress.done} aria-label={t('probing')} />
					<span class="own-words">{t('probingRunning', progress.done + 1, progress.of)}</span>
					{progress.of > 2 && (
						<button type="button" class="button" onClick={onStop}>
							{t('probingStop')}
						</button>
					)}
				</>
			)}
			<span role="status" class="bad-text">
				{state === 'failed' && failureText(progress.failure)}
			</span>
		</>
	);
}
