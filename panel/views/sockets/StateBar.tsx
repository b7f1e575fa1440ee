import { isToldByLog, type SocketRecord, type SocketState } from '../../../src/session/socket-record.ts';
import { formatSpan, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';

interface Phase {
	state: SocketState;
	from: number;
	/** Absent: still in it. */
	until: number | undefined;
}

/** The readyStates that a socket went through, as a bar and in words. */
export function StateBar({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	store.version.value;
	const phases = phasesOf(socket);
	// A saved socket is where it was when its last frame passed.
	const last = socket.frames.at(-1);
	const lastTime =
		last !== undefined && store.session.holds(last) ? store.session.rows.time(last) : socket.startedAt;
	const now = store.isSaved ? lastTime : Date.now();
	return (
		<>
			<div class="state-bar" aria-hidden="true">
				{phases.map(({ state, from, until }) => (
					<span
						key={state}
						class={`state-phase state-${state}`}
						// Short phases stay visible beside long ones.
						style={{ flexGrow: Math.sqrt(Math.max(1, (until ?? now) - from)) }}
					/>
				))}
			</div>
			<ol class="state-list">
				{phases.map(({ state, from, until }) => (
					<li key={state}>
						<span class={`state-dot state-${state}`} />
						{tOf('state', state)}
						<span class="dim mono">{formatTime(from)}</span>
						<span class="dim">
							{state === 'closed' ? '' : until === undefined ? t('untilNow') : formatSpan(until - from)}
						</span>
					</li>
				))}
			</ol>
			{isToldByLog(socket) && (
				<p class="notice">{socket.unhooked ? t('socketUnhooked') : t('socketStream')}</p>
			)}
		</>
	);
}

function phasesOf({ startedAt, openedAt, closing, closedAt, state, unhooked }: SocketRecord): Phase[] {
	const starts: [SocketState, number | undefined][] = [
		['connecting', startedAt],
		['open', openedAt],
		['closing', closing?.time],
		['closed', closedAt],
	];
	const passed = starts.filter((start): start is [SocketState, number] => start[1] !== undefined);
	const phases = passed.map(([name, from], at): Phase => ({ state: name, from, until: passed[at + 1]?.[1] }));
	// Of a socket without a hook, the end is not seen.
	return unhooked && state === 'closed' ? phases.slice(0, 1) : phases;
}
