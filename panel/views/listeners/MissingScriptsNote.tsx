import { t, tn } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { failureText } from '../../ui/failure-text.ts';
import { hostOf } from '../../ui/PartyLabel.tsx';

/** Which listeners were judged without their scripts, and a click that requests these. */
export function MissingScriptsNote({ store }: { store: PanelStore }) {
	const { list, busy, fetch } = store.missingScripts;
	const scripts = list.value;
	if (store.isSaved || scripts.length === 0) return null;
	const listeners = scripts.reduce((sum, { listeners }) => sum + listeners, 0);
	const failed = scripts.flatMap(({ url, failed: why }) => (why ? [`${url}: ${failureText(why)}`] : []));
	const hosts = [...new Set(scripts.map(({ url }) => hostOf(url)))].join(', ');
	return (
		<p class="notice missing-scripts">
			{tn('missingScripts', listeners)} {t('missingScriptsHow', hosts)}{' '}
			{failed.length > 0 && (
				<span class="bad-text" title={failed.join('\n')}>
					{tn('missingScriptsFailed', failed.length)}{' '}
				</span>
			)}
			<button type="button" class="link" disabled={busy.value} onClick={() => void fetch()}>
				{t(busy.value ? 'fetchingScripts' : 'fetchScripts')}
			</button>
		</p>
	);
}
