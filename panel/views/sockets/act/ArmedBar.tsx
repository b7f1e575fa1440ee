import { t, tn } from '../../../i18n.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { Problem } from './Outcome.tsx';
import { ReplayState } from './ReplayPane.tsx';

/** Says, wherever a person is in the panel, that Earshot changes the page's traffic on their order. */
export function ArmedBar({ store }: { store: PanelStore }) {
	const { acts } = store;
	if (!acts) return null;
	const armed = acts.rules.armed.value;
	const held = acts.held.value;
	const replay = acts.replay.now.value;
	const isReplaying = replay?.state === 'running';
	if (armed === 0 && held === 0 && !isReplaying) return null;
	const problem = acts.rules.problem.value;
	return (
		<div class="banner armed">
			{armed > 0 && (
				<>
					<strong role="alert">{tn('act_armed', armed)}</strong>
					<button type="button" class="button" onClick={() => void acts.rules.disarmAll()}>
						{t('act_disarmAll')}
					</button>
				</>
			)}
			{held > 0 && (
				<>
					<span>{tn('act_held', held)}</span>
					<button type="button" class="button" onClick={() => showHeld(store, acts)}>
						{t('act_show')}
					</button>
				</>
			)}
			{isReplaying && replay && (
				<>
					<ReplayState replay={replay} />
					<button type="button" class="button" onClick={acts.replay.stop}>
						{t('act_stop')}
					</button>
				</>
			)}
			{problem && <Problem problem={problem} />}
		</div>
	);
}

function showHeld({ selection }: PanelStore, acts: SocketActs): void {
	const [socket] = acts.withHeld();
	if (socket) selection.showSocket(socket.index);
}
