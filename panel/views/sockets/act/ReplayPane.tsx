import { useRef, useState } from 'preact/hooks';
import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { formatCount, t, tn } from '../../../i18n.ts';
import type { Replay, ReplayOptions } from '../../../store/acts/replay.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { optionText } from '../../../ui/option-text.ts';
import { Problem } from './Outcome.tsx';

interface ReplayPaneProps {
	store: PanelStore;
	acts: SocketActs;
	socket: SocketRecord;
}

/** Sends the frames of this conversation again, on a socket of choice. */
export function ReplayPane({ store, acts, socket }: ReplayPaneProps) {
	store.version.value;
	const { replay } = acts;
	const [options, setOptions] = useState<ReplayOptions>({ withReceived: false, timed: true });
	const [chosen, setChosen] = useState<number>();
	const targets = store.session.sockets.filter(
		(each): each is SocketRecord => each !== undefined && acts.isLive(each),
	);
	// Frames must not go to another socket than the one that was shown, because that one closed.
	const first = useRef<number | undefined>(undefined);
	first.current ??= (targets.find(({ index }) => index === socket.index) ?? targets[0])?.index;
	const target = targets.find(({ index }) => index === (chosen ?? first.current));
	const count = replay.rowsOf(socket, options).length;
	const now = replay.now.value;
	const isRunning = now?.state === 'running';
	if (targets.length === 0 && !now) return <p class="own-words pad">{t('act_replayNone')}</p>;
	return (
		<div class="act-form">
			{targets.length > 0 && (
				<div class="act-line">
					<label class="act-label">
						{t('to')}
						<select
							class="choice act-target"
							value={String(target?.index ?? '')}
							onChange={(event) => setChosen(Number(event.currentTarget.value))}
						>
							{!target && (
								<option value="" disabled>
									{t('act_replayGone')}
								</option>
							)}
							{targets.map(({ index, url }) => (
								<option key={index} value={String(index)}>
									{index === socket.index ? t('act_ruleSocket') : optionText(url)} (#{index})
								</option>
							))}
						</select>
					</label>
					<label class="act-check">
						<input
							type="checkbox"
							checked={options.timed}
							onChange={(event) => setOptions({ ...options, timed: event.currentTarget.checked })}
						/>
						{t('act_replayTimed')}
					</label>
					<label class="act-check">
						<input
							type="checkbox"
							checked={options.withReceived}
							onChange={(event) => setOptions({ ...options, withReceived: event.currentTarget.checked })}
						/>
						{t('act_replayAlso')}
					</label>
				</div>
			)}
			<div class="act-line">
				{isRunning ? (
					<button type="button" class="button" onClick={replay.stop}>
						{t('act_stop')}
					</button>
				) : (
					targets.length > 0 && (
						<button
							type="button"
							class="button"
							disabled={count === 0 || !target}
							onClick={() => target && void replay.start(socket, target, options)}
						>
							{tn('act_replayStart', count)}
						</button>
					)
				)}
				{now && <ReplayState replay={now} />}
			</div>
			<p class="own-words">{t('act_replayLeft')}</p>
		</div>
	);
}

export function ReplayState({ replay: { state, done, total, problem } }: { replay: Replay }) {
	const words =
		state === 'running' ? 'act_replayProgress' : state === 'done' ? 'act_replayDone' : 'act_replayStopped';
	return (
		<>
			{state === 'running' && <progress value={done} max={total} aria-label={t('actTool_replay')} />}
			<span>{t(words, formatCount(done), formatCount(total))}</span>
			{problem && <Problem problem={problem} />}
		</>
	);
}
