import type { Signal } from '@preact/signals';
import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { t } from '../../../i18n.ts';
import type { OpeningDraft, SocketActs } from '../../../store/socket-acts.ts';
import { ActForm } from './ActForm.tsx';
import { Outcome } from './Outcome.tsx';
import { patch } from './PayloadField.tsx';
import { useAct } from './use-act.ts';

interface OpenFormProps {
	acts: SocketActs;
	/** In which the socket is opened. */
	document: number;
	draft: Signal<OpeningDraft>;
	/** Gives what is not filled in yet. */
	like?: SocketRecord;
}

/** Opens a socket in the page. */
export function OpenForm({ acts, document, draft, like }: OpenFormProps) {
	const act = useAct();
	const { url = like?.url ?? '', protocols = like?.protocols.join(', ') ?? '' } = draft.value;
	const submit = (): void => {
		const names = protocols
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name !== '');
		if (url.trim() === '') act.fail({ kind: 'url' });
		else void act.run(() => acts.open(document, url.trim(), names), t('act_opened'));
	};
	const field = (member: 'url' | 'protocols', label: string, value: string) => (
		<label class="act-label">
			{label}
			<input
				type="text"
				class={`act-field mono ${member === 'url' ? 'act-pattern' : ''}`}
				spellcheck={false}
				placeholder={member === 'url' ? 'wss://' : ''}
				value={value}
				onInput={(event) => patch(draft, { [member]: event.currentTarget.value })}
			/>
		</label>
	);
	return (
		<ActForm title={t('act_open')} hint={t('act_openHint')} isNamed={like === undefined} onSubmit={submit}>
			{field('url', t('column_url'), url)}
			{field('protocols', t('act_protocols'), protocols)}
			<button type="submit" class="button" disabled={act.busy}>
				{t('act_openButton')}
			</button>
			<Outcome act={act} />
		</ActForm>
	);
}
