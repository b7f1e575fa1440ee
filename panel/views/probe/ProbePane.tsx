import { useEffect } from 'preact/hooks';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { ProbeDesk, ProbeProgress } from '../../store/probe/probe-desk.ts';
import { sendersFor } from '../../store/probe/probe-subject.ts';
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
	return (
		<>
			<form
				class="probing"
				onSubmit={(event) => {
					event.preventDefault();
					if (problems.size === 0) void desk.probe();
				}}
			>
				<MessageField desk={desk} problem={problems.get('text')} />
				<ProbeForm desk={desk} senders={sendersFor(session, listener)} problems={problems} />
				<div class="probing-actions">
					<button
						type="submit"
						class="button"
						title={t('probingRunWhat')}
						disabled={isRunning || problems.size > 0}
					>
						{t('probingRun')}
					</button>
				</div>
				<SeriesForm desk={desk} disabled={isRunning || problems.has('text') || problems.has(draft.as)} />
				<Progress progress={desk.progress.value} onStop={desk.stop} />
			</form>
			{outcome && <ProbeOutcomeView store={store} listener={listener} outcome={outcome} />}
			{desk.replayed.value.length > 0 && <ReplayTable runs={desk.replayed.value} />}
			{desk.variants.value && <VariantRows table={desk.variants.value} />}
		</>
	);
}

/** How far the deliveries are, with a way to end them, or why they failed. */
function Progress({ progress, onStop }: { progress: ProbeProgress; onStop(): void }) {
	const { state } = progress;
	return (
		<div class="probing-actions">
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
				{state === 'failed' && tOf('probeFailure', progress.failure.code, progress.failure.detail)}
			</span>
		</div>
	);
}
