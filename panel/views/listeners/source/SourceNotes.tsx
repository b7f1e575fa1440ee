import { t, tOf } from '../../../i18n.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import { failureText } from '../../../ui/failure-text.ts';
import { hostOf } from '../../../ui/PartyLabel.tsx';
import type { Source } from './use-shown.ts';

/** What a person should know of the text below: what is missing, why, and what can be done. */
export function SourceNotes({ store, source }: { store: PanelStore; source: Source }) {
	const { sources } = store;
	const { executed, map, pretty, token, stretches, form, file, fileState } = source;
	const { script } = executed;
	const load = (): void => {
		if (script && token !== undefined) sources.loadMap(token, script, stretches);
	};
	return (
		<>
			{!script && <HandlerAlone store={store} missing={source.missing} />}
			{pretty?.state === 'refused' && (
				<p class="source-note">{t('source_notPretty', tOf('prettyRefused', pretty.why))}</p>
			)}
			{map.state === 'not-held' && (
				<p class="source-note">
					{map.failed
						? t('source_mapFailed', map.url, failureText(map.failed))
						: t('source_mapNotHeld', map.url, hostOf(map.url))}{' '}
					<button type="button" class="link" onClick={load}>
						{t('source_loadMap')}
					</button>
				</p>
			)}
			{map.state === 'problem' && (
				<p class="source-note">{t('source_mapProblem', tOf('mapProblem', map.problem))}</p>
			)}
			{form === 'original' && file && fileState && fileState.text === undefined && (
				<p class="source-note">
					{fileState.failed
						? t('source_fileFailed', file.url, failureText(fileState.failed))
						: t('source_fileNotHeld', file.name, hostOf(file.url))}{' '}
					{/^https?:/.test(file.url) && (
						<button type="button" class="link" onClick={() => token && sources.loadFile(token, file)}>
							{t('source_loadFile')}
						</button>
					)}
				</p>
			)}
		</>
	);
}

/** The handler's text is all there is; the script around it may be had by a request. */
function HandlerAlone({ store, missing }: { store: PanelStore; missing: readonly string[] }) {
	const { list, busy, fetch } = store.missingScripts;
	const scripts = list.value.filter(({ url }) => missing.includes(url));
	const [first] = scripts;
	if (!first || store.isSaved) return <p class="source-note">{t('source_handlerAlone')}</p>;
	const [failed] = scripts.flatMap(({ url, failed: why }) => (why ? [{ url, why }] : []));
	return (
		<p class="source-note">
			{failed
				? t('source_scriptFailed', failed.url, failureText(failed.why))
				: t('source_scriptMissing', first.url, hostOf(first.url))}{' '}
			<button
				type="button"
				class="link"
				disabled={busy.value}
				onClick={() => void fetch(scripts.map(({ url }) => url))}
			>
				{t(busy.value ? 'fetchingScripts' : 'fetchScript')}
			</button>
		</p>
	);
}
