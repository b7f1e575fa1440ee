import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { visibleLine } from '../../../../src/session/visible.ts';
import { formatCount, formatSize, t, tn } from '../../../i18n.ts';
import { draftOf, payloadOf } from '../../../store/acts/draft-payload.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { InIcon, OutIcon } from '../../../ui/Icons.tsx';
import { rowText } from '../../timeline/row-text.ts';
import { Outcome } from './Outcome.tsx';
import { PayloadField } from './PayloadField.tsx';
import { type ActState, useAct } from './use-act.ts';

/** Held frames that are listed one by one. */
const MOST = 50;

interface HeldProps {
	store: PanelStore;
	acts: SocketActs;
	socket: SocketRecord;
}

/** Frames of a socket that a rule holds until a person forwards, edits or drops them. */
export function HeldStrip({ store, acts, socket }: HeldProps) {
	store.version.value;
	const act = useAct();
	const isEditing = acts.editingOf(socket).value !== undefined;
	const held = [...socket.held].slice(0, MOST);
	if (socket.held.size === 0 && !isEditing && !act.problem) return null;
	return (
		<section class="held" aria-label={t('act_heldFrames')}>
			<div class="act-line">
				<strong>{tn('act_held', socket.held.size)}</strong>
				<button
					type="button"
					class="button"
					disabled={act.busy || socket.held.size === 0}
					onClick={() => void act.run(() => acts.forwardAll(socket), t('act_forwarded'))}
				>
					{t('act_forwardAll')}
				</button>
				{!isEditing && <Outcome act={act} />}
			</div>
			<ul class="held-frames">
				{held.map(([frame, row]) => (
					<HeldFrame
						key={frame}
						store={store}
						acts={acts}
						socket={socket}
						act={act}
						frame={frame}
						row={row}
					/>
				))}
			</ul>
			{socket.held.size > MOST && (
				<p class="own-words">{t('act_more', formatCount(socket.held.size - MOST))}</p>
			)}
			{isEditing && <HeldEditor acts={acts} socket={socket} act={act} />}
		</section>
	);
}

interface HeldFrameProps extends HeldProps {
	act: ActState;
	frame: number;
	row: number;
}

function HeldFrame({ store, acts, socket, act, frame, row }: HeldFrameProps) {
	const { session, decoding } = store;
	const isKept = session.holds(row);
	const isIn = isKept && session.rows.direction(row) === 'in';
	const editing = acts.editingOf(socket);
	const edit = async (): Promise<void> => {
		const payload = await acts.payloadOfRow(row);
		// Another one may have come first.
		if (editing.peek() !== undefined) return;
		if (payload.problem) act.fail(payload.problem);
		else editing.value = { frame, draft: draftOf(payload.data) };
		requestAnimationFrame(() => document.getElementById(HELD_FIELD)?.focus());
	};
	const release = (drop: boolean): void =>
		void act.run(() => acts.release(socket, frame, drop), t(drop ? 'act_dropped' : 'act_forwarded'));
	return (
		<li class="act-line" aria-current={editing.value?.frame === frame}>
			<span role="img" aria-label={t(isIn ? 'direction_in' : 'direction_out')}>
				{isIn ? <InIcon /> : <OutIcon />}
			</span>
			<span class="held-preview mono">
				{isKept ? visibleLine(rowText(session, row, decoding.brief(row)).preview) : t('act_notRecorded')}
			</span>
			<span class="dim mono">{isKept ? formatSize(session.rows.size(row)) : ''}</span>
			<button type="button" class="link" disabled={act.busy} onClick={() => release(false)}>
				{t('act_forward')}
			</button>
			<button
				type="button"
				class="link"
				disabled={act.busy || editing.value !== undefined}
				onClick={() => void edit()}
			>
				{t('act_edit')}
			</button>
			<button type="button" class="link" disabled={act.busy} onClick={() => release(true)}>
				{t('act_drop')}
			</button>
		</li>
	);
}

const HELD_FIELD = 'act-held-payload';

function HeldEditor({ acts, socket, act }: { acts: SocketActs; socket: SocketRecord; act: ActState }) {
	const shown = acts.editingOf(socket);
	const editing = shown.value;
	if (!editing) return null;
	const forward = (): void => {
		const payload = payloadOf(editing.draft);
		if (payload.problem) {
			act.fail(payload.problem);
			return;
		}
		void act.run(async () => {
			const problem = await acts.release(socket, editing.frame, false, payload.data);
			// What was typed stays when it could not go.
			if (!problem) shown.value = undefined;
			return problem;
		}, t('act_forwarded'));
	};
	return (
		<div class="act-form">
			<PayloadField
				id={HELD_FIELD}
				draft={editing.draft}
				onDraft={(draft) => {
					shown.value = { ...editing, draft };
				}}
				onSubmit={forward}
			/>
			<div class="act-line">
				<button type="button" class="button" title="Ctrl+Enter" disabled={act.busy} onClick={forward}>
					{t('act_forwardEdited')}
				</button>
				<button
					type="button"
					class="button"
					onClick={() => {
						shown.value = undefined;
					}}
				>
					{t('act_cancel')}
				</button>
				<Outcome act={act} />
			</div>
		</div>
	);
}
