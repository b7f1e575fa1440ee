import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';

interface AcceptanceProps {
	/** Notes by the stable ids of findings. */
	accepted: Signal<Record<string, string>>;
	id: string;
	/** Other things to do with what was found. */
	children?: ComponentChildren;
}

/** A person's word on a finding: looked at and accepted, with a note; it stays over reloads. */
export function Acceptance({ accepted, id, children }: AcceptanceProps) {
	const known = accepted.value[id];
	const [note, setNote] = useState(known ?? '');
	const save = (): void => {
		accepted.value = { ...accepted.value, [id]: note };
	};
	const withdraw = (): void => {
		const { [id]: _, ...rest } = accepted.value;
		accepted.value = rest;
	};
	return (
		<div class="acceptance">
			<label>
				<span class="dim">{t('note')}</span>
				<textarea
					class="note"
					rows={2}
					value={note}
					onInput={(event) => setNote(event.currentTarget.value)}
				/>
			</label>
			<div class="actions">
				<button type="button" class="button" title={t('acceptTitle')} onClick={save}>
					{known === undefined ? t('accept') : t('saveNote')}
				</button>
				{known !== undefined && (
					<button type="button" class="button" onClick={withdraw}>
						{t('withdraw')}
					</button>
				)}
				{children}
			</div>
		</div>
	);
}
