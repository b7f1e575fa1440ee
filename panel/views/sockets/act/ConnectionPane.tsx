import type { ComponentChildren } from 'preact';
import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { t } from '../../../i18n.ts';
import type { ConnectionDraft, SocketActs } from '../../../store/socket-acts.ts';
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
			<OpenForm {...props} />
		</>
	);
}

function CloseForm({ acts, socket }: PaneProps) {
	const act = useAct();
	const { closeCode, closeReason } = acts.connection.value;
	const submit = (): void => {
		const code = codeOf(closeCode);
		if (Number.isNaN(code)) act.fail({ kind: 'code' });
		else void act.run(() => acts.close(socket, code, closeReason), t('act_closed'));
	};
	return (
		<Form title={t('act_close')} hint={t('act_closeHint')} onSubmit={submit}>
			<Field acts={acts} member="closeCode" label={t('column_code')} narrow />
			<Field acts={acts} member="closeReason" label={t('closeReason')} />
			<button type="submit" class="button" disabled={act.busy || !acts.isLive(socket)}>
				{t('act_closeButton')}
			</button>
			<Outcome act={act} />
		</Form>
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
		<Form title={t('act_end')} hint={t('act_endHint')} onSubmit={submit}>
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
		</Form>
	);
}

function OpenForm({ acts, socket }: PaneProps) {
	const act = useAct();
	const { url = socket.url, protocols = socket.protocols.join(', ') } = acts.connection.value;
	const submit = (): void => {
		const names = protocols
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name !== '');
		if (url.trim() === '') act.fail({ kind: 'url' });
		else void act.run(() => acts.open(socket, url.trim(), names), t('act_opened'));
	};
	return (
		<Form title={t('act_open')} hint={t('act_openHint')} onSubmit={submit}>
			<Field acts={acts} member="url" label={t('column_url')} initial={url} wide />
			<Field acts={acts} member="protocols" label={t('act_protocols')} initial={protocols} />
			<button type="submit" class="button" disabled={act.busy}>
				{t('act_openButton')}
			</button>
			<Outcome act={act} />
		</Form>
	);
}

interface FormProps {
	title: string;
	hint: string;
	onSubmit(): void;
	children: ComponentChildren;
}

function Form({ title, hint, onSubmit, children }: FormProps) {
	return (
		<form
			class="act-form"
			aria-label={title}
			onSubmit={(event) => {
				event.preventDefault();
				onSubmit();
			}}
		>
			<p>
				<strong>{title}</strong> <span class="own-words">{hint}</span>
			</p>
			<div class="act-line">{children}</div>
		</form>
	);
}

interface FieldProps {
	acts: SocketActs;
	member: 'closeCode' | 'closeReason' | 'endCode' | 'endReason' | 'url' | 'protocols';
	label: string;
	initial?: string;
	narrow?: boolean;
	wide?: boolean;
}

function Field({ acts, member, label, initial, narrow, wide }: FieldProps) {
	const change: (value: string) => Partial<ConnectionDraft> = (value) => ({ [member]: value });
	return (
		<label class="act-label">
			{label}
			<input
				type="text"
				class={`act-field mono ${narrow ? 'act-number' : ''} ${wide ? 'act-pattern' : ''}`}
				spellcheck={false}
				value={acts.connection.value[member] ?? initial ?? ''}
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
