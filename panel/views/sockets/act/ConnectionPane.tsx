import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { t } from '../../../i18n.ts';
import type { ConnectionDraft, SocketActs } from '../../../store/socket-acts.ts';
import { ActForm } from './ActForm.tsx';
import { OpenForm } from './OpenForm.tsx';
import { Outcome } from './Outcome.tsx';
import { patch } from './PayloadField.tsx';
import { useAct } from './use-act.ts';

interface PaneProps {
	acts: SocketActs;
	socket: SocketRecord;
}

/** Ends a socket, for real or for the page's eyes, and opens another. */
export function ConnectionPane(props: PaneProps) {
	return (
		<>
			<CloseForm {...props} />
			<EndForm {...props} />
			<OpenForm
				acts={props.acts}
				document={props.socket.document}
				draft={props.acts.connection}
				like={props.socket}
			/>
		</>
	);
}

function CloseForm({ acts, socket }: PaneProps) {
	const act = useAct();
	const { closeCode, closeReason } = acts.connection.value;
	const submit = (): void => {
		const code = codeOf(closeCode);
		// Without a code, no reason is sent.
		const isMissing = code === undefined && closeReason !== '';
		if (Number.isNaN(code) || isMissing) act.fail({ kind: 'code' });
		else void act.run(() => acts.close(socket, code, closeReason), t('act_closed'));
	};
	return (
		<ActForm title={t('act_close')} hint={t('act_closeHint')} onSubmit={submit}>
			<Field acts={acts} member="closeCode" label={t('column_code')} narrow />
			<Field acts={acts} member="closeReason" label={t('closeReason')} />
			<button type="submit" class="button" disabled={act.busy || !acts.isLive(socket)}>
				{t('act_closeButton')}
			</button>
			<Outcome act={act} />
		</ActForm>
	);
}

function EndForm({ acts, socket }: PaneProps) {
	const act = useAct();
	const { endCode, endReason, wasClean, error } = acts.connection.value;
	const submit = (): void => {
		const code = codeOf(endCode);
		if (code === undefined || Number.isNaN(code)) act.fail({ kind: 'code' });
		else void act.run(() => acts.end(socket, { code, reason: endReason, wasClean, error }), t('act_ended'));
	};
	return (
		<ActForm title={t('act_end')} hint={t('act_endHint')} onSubmit={submit}>
			<Field acts={acts} member="endCode" label={t('column_code')} narrow />
			<Field acts={acts} member="endReason" label={t('closeReason')} />
			<label class="act-check">
				<input
					type="checkbox"
					checked={wasClean}
					onChange={(event) => patch(acts.connection, { wasClean: event.currentTarget.checked })}
				/>
				wasClean
			</label>
			<label class="act-check">
				<input
					type="checkbox"
					checked={error}
					onChange={(event) => patch(acts.connection, { error: event.currentTarget.checked })}
				/>
				{t('act_errorFirst')}
			</label>
			<button type="submit" class="button" disabled={act.busy || !acts.isLive(socket)}>
				{t('act_endButton')}
			</button>
			<Outcome act={act} />
		</ActForm>
	);
}

interface FieldProps {
	acts: SocketActs;
	member: 'closeCode' | 'closeReason' | 'endCode' | 'endReason';
	label: string;
	narrow?: boolean;
}

function Field({ acts, member, label, narrow }: FieldProps) {
	const change: (value: string) => Partial<ConnectionDraft> = (value) => ({ [member]: value });
	return (
		<label class="act-label">
			{label}
			<input
				type="text"
				class={`act-field mono ${narrow ? 'act-number' : ''}`}
				spellcheck={false}
				value={acts.connection.value[member]}
				onInput={(event) => patch(acts.connection, change(event.currentTarget.value))}
			/>
		</label>
	);
}

/** A close code; undefined where none is given, NaN for what can be none. */
function codeOf(text: string): number | undefined {
	if (text.trim() === '') return undefined;
	return /^\d{1,5}$/.test(text.trim()) && Number(text) <= 65_535 ? Number(text) : Number.NaN;
}
