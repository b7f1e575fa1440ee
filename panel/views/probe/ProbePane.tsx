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
					<button type="submit" class="button" disabled={isRunning || problems.size > 0}>
						{t('probingRun')}
					</button>
					<span role="status">
						<Progress progress={desk.progress.value} />
					</span>
				</div>
			</form>
			{outcome && <ProbeOutcomeView store={store} outcome={outcome} />}
		</>
	);
}

function Progress({ progress }: { progress: ProbeProgress }) {
	switch (progress.state) {
		case 'idle':
			return null;
		case 'running':
			return <span class="own-words">{t('probingRunning', progress.done + 1, progress.of)}</span>;
		case 'failed':
			return (
				<span class="bad-text">{tOf('probeFailure', progress.failure.code, progress.failure.detail)}</span>
			);
	}
}
