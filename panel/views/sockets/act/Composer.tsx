import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { formatSize, t } from '../../../i18n.ts';
import { payloadOf } from '../../../store/acts/draft-payload.ts';
import { sizeOf } from '../../../store/acts/payload.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { Outcome } from './Outcome.tsx';
import { PayloadField } from './PayloadField.tsx';
import { useAct } from './use-act.ts';

/** The field that a person types a frame into. */
export const PAYLOAD_FIELD = 'act-payload';

/** Sends a frame on the page's socket, or delivers one to the page, as a person wrote it. */
export function Composer({ acts, socket }: { acts: SocketActs; socket: SocketRecord }) {
	const act = useAct();
	const draft = acts.draftOf(socket);
	const direction = acts.directionOf(socket);
	const isLive = acts.isLive(socket);
	const send = (): void => {
		const payload = payloadOf(draft.peek());
		if (payload.problem) act.fail(payload.problem);
		else
			void act.run(
				() => acts.send(socket, payload.data, direction.peek()),
				sentText(direction.peek(), sizeOf(payload.data)),
			);
	};
	return (
		<form
			class="act-form"
			onSubmit={(event) => {
				event.preventDefault();
				send();
			}}
		>
			<label class="act-label">
				{t('act_direction')}
				<select
					class="choice"
					value={direction.value}
					onChange={(event) => {
						direction.value = event.currentTarget.value as 'in' | 'out';
					}}
				>
					<option value="out">{t('act_out')}</option>
					<option value="in">{t('act_in')}</option>
				</select>
			</label>
			<PayloadField
				id={PAYLOAD_FIELD}
				draft={draft.value}
				onDraft={(next) => {
					draft.value = next;
				}}
				onSubmit={send}
			/>
			<div class="act-line act-go">
				<button type="submit" class="button" title="Ctrl+Enter" disabled={act.busy || !isLive}>
					{t(direction.value === 'out' ? 'act_send' : 'act_deliver')}
				</button>
				{isLive ? <Outcome act={act} /> : <span class="own-words">{t('act_notOpen')}</span>}
			</div>
		</form>
	);
}

export const sentText = (direction: 'in' | 'out', bytes: number): string =>
	t(direction === 'out' ? 'act_sent' : 'act_delivered', formatSize(bytes));
