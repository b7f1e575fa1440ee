import type { Signal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { formatSize, t, tOf } from '../../../i18n.ts';
import { type Draft, type Format, formats, MOST_BYTES } from '../../../store/acts/payload.ts';
import type { ActProblem } from '../../../store/acts/problem.ts';
import { Problem } from './Outcome.tsx';

interface PayloadFieldProps {
	id: string;
	draft: Draft;
	onDraft(draft: Draft): void;
	/** Ctrl+Enter. */
	onSubmit(): void;
}

/** A payload as text, hex, base64 or a file; what was typed in one format stays while another is chosen. */
export function PayloadField({ id, draft, onDraft, onSubmit }: PayloadFieldProps) {
	const { format } = draft;
	/** A file may be read while more is typed. */
	const latest = useRef(draft);
	latest.current = draft;
	const submit = (event: KeyboardEvent): void => {
		if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		onSubmit();
	};
	return (
		<>
			<label class="act-label">
				{t('act_format')}
				<select
					class="choice"
					value={format}
					onChange={(event) => onDraft({ ...draft, format: event.currentTarget.value as Format })}
				>
					{formats.map((each) => (
						<option key={each} value={each}>
							{tOf('actFormat', each)}
						</option>
					))}
				</select>
			</label>
			{format === 'file' ? (
				<FileField id={id} file={draft.file} onFile={(file) => onDraft({ ...latest.current, file })} />
			) : (
				<textarea
					id={id}
					class="act-payload mono"
					rows={3}
					spellcheck={false}
					aria-label={t('act_payload')}
					value={draft[format]}
					onInput={(event) => onDraft({ ...draft, [format]: event.currentTarget.value })}
					onKeyDown={submit}
				/>
			)}
		</>
	);
}

interface FileFieldProps {
	id: string;
	file: Draft['file'];
	onFile(file: Draft['file']): void;
}

function FileField({ id, file: chosen, onFile }: FileFieldProps) {
	const [problem, setProblem] = useState<ActProblem>();
	const choose = async (file: File | undefined): Promise<void> => {
		if (!file) return;
		if (file.size > MOST_BYTES) {
			setProblem({ kind: 'too-large', detail: String(file.size) });
			return;
		}
		setProblem(undefined);
		onFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
	};
	return (
		<div class="act-payload act-file">
			<label class="button act-choose">
				{t('act_chooseFile')}
				<input
					id={id}
					type="file"
					class="unseen"
					onChange={({ currentTarget }) => {
						void choose(currentTarget.files?.[0]);
						// The same file can be chosen again.
						currentTarget.value = '';
					}}
				/>
			</label>
			{chosen && (
				<span class="mono">
					{chosen.name} <span class="dim">{formatSize(chosen.bytes.length)}</span>
				</span>
			)}
			{problem && <Problem problem={problem} />}
		</div>
	);
}

/** Changes some members of a signal's object. */
export function patch<T extends object>(target: Signal<T>, change: Partial<T>): void {
	target.value = { ...target.peek(), ...change };
}
