import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { t } from '../../../i18n.ts';
import { draftOf } from '../../../store/acts/draft-payload.ts';
import { sizeOf } from '../../../store/acts/payload.ts';
import type { DecodeStore } from '../../../store/decoding/decode-store.ts';
import type { SocketActs } from '../../../store/socket-acts.ts';
import { PAYLOAD_FIELD, sentText } from './Composer.tsx';
import { Outcome } from './Outcome.tsx';
import { useAct } from './use-act.ts';

interface RowActsProps {
	acts: SocketActs;
	decoding: DecodeStore;
	socket: SocketRecord;
	/** The selected frame. */
	row: number;
	direction: 'in' | 'out';
}

/** Sends a recorded frame once more, as it was or as a person changes it. */
export function RowActs({ acts, decoding, socket, row, direction }: RowActsProps) {
	const act = useAct();
	const resend = async (): Promise<void> => {
		const payload = await acts.payloadOfRow(row);
		if (payload.problem) act.fail(payload.problem);
		else
			await act.run(
				() => acts.send(socket, payload.data, direction),
				sentText(direction, sizeOf(payload.data)),
			);
	};
	const edit = async (): Promise<void> => {
		const draft = acts.draftOf(socket);
		const before = draft.peek();
		const payload = await acts.payloadOfRow(row);
		if (payload.problem) {
			act.fail(payload.problem);
			return;
		}
		const read = await decoding.read(socket, row, payload.data, new AbortController().signal);
		// What was written meanwhile stays.
		if (draft.peek() !== before) return;
		draft.value = draftOf(payload.data, read && 'value' in read ? read : undefined);
		acts.directionOf(socket).value = direction;
		acts.tool.value = 'compose';
		acts.isOpen.value = true;
		requestAnimationFrame(() => document.getElementById(PAYLOAD_FIELD)?.focus());
	};
	return (
		<>
			<Outcome act={act} />
			<button
				type="button"
				class="toggle"
				title={t(direction === 'out' ? 'act_out' : 'act_in')}
				disabled={act.busy || !acts.isLive(socket)}
				onClick={() => void resend()}
			>
				{t('act_resend')}
			</button>
			<button type="button" class="toggle" onClick={() => void edit()}>
				{t('act_editResend')}
			</button>
		</>
	);
}
