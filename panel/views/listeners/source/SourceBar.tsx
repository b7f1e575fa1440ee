import { visible } from '../../../../src/session/visible.ts';
import { t } from '../../../i18n.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import { fileName, placeText } from '../../../ui/place.ts';
import { CopyText } from '../CopyText.tsx';
import type { Form } from './shown.ts';
import { chosenForm, type Source } from './use-shown.ts';

interface SourceBarProps {
	store: PanelStore;
	source: Source;
	/** Offset of the cursor in the shown text. */
	cursor: number;
	onFile(index: number): void;
	onForm(form: Form): void;
	onFind(): void;
}

/** Above the code: its form, its file, the cursor's place, and what can be done with them. */
export function SourceBar({ store, source, cursor, onFile, onForm, onFind }: SourceBarProps) {
	const { executed, map, form, shown, file } = source;
	const place = shown?.placeOf(cursor);
	const names: Record<Form, string> = {
		original: t('form_original'),
		pretty: t('form_pretty'),
		script: t('form_script'),
	};
	const titles: Record<Form, string> = {
		original: t('form_originalTitle'),
		pretty: t('form_prettyTitle'),
		script: t('form_scriptTitle'),
	};
	const forms: Form[] = map.state === 'ready' ? ['original', 'pretty', 'script'] : ['pretty', 'script'];
	return (
		<div class="source-bar">
			{/* biome-ignore lint/a11y/useSemanticElements: a fieldset has its own looks */}
			<div class="forms" role="group" aria-label={t('source_form')}>
				{forms.map((one) => (
					<button
						key={one}
						type="button"
						class="toggle"
						aria-pressed={one === form}
						title={titles[one]}
						onClick={() => {
							onForm(one);
							chosenForm.value = one;
						}}
					>
						{one === 'pretty' && (
							<span class="braces" aria-hidden="true">
								{'{}'}
							</span>
						)}
						{names[one]}
					</button>
				))}
			</div>
			{form === 'original' && map.state === 'ready' && map.files.length > 1 ? (
				<select
					class="source-file"
					aria-label={t('source_file')}
					value={file ? map.files.indexOf(file) : 0}
					onChange={(event) => onFile(Number(event.currentTarget.value))}
				>
					{map.files.map(({ name, url }, index) => (
						<option key={url} value={index}>
							{visible(name)}
						</option>
					))}
				</select>
			) : (
				<span
					class="source-file source-name"
					title={file && form === 'original' ? file.url : executed.script?.url}
				>
					{visible(
						(form === 'original' && file ? file.name : executed.script && fileName(executed.script.url)) ??
							'',
					)}
				</span>
			)}
			<span class="spacer" />
			{place && (
				<CopyText
					label={`${t('copyPlace')}: ${placeText(place)}`}
					text={() => `${place.url}:${place.line}:${place.column}`}
				>
					<span class="mono source-place" title={place.url}>
						{placeText(place)}
					</span>
				</CopyText>
			)}
			{place && store.openSource && (
				<button
					type="button"
					class="toggle"
					title={t('openInSourcesTitle')}
					onClick={() => store.openSource?.(place)}
				>
					{t('openInSources')}
				</button>
			)}
			<button type="button" class="toggle" title={t('findInSourceTitle')} onClick={onFind}>
				{t('findInSource')}
			</button>
			<CopyText label={t('copySource')} text={() => shown?.text ?? executed.text}>
				{t('copy')}
			</CopyText>
		</div>
	);
}
