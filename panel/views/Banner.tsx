import { t } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';

/** States in which the panel cannot show what happens, and the way out of each. */
export function Banner({ store, onAsk }: { store: PanelStore; onAsk: () => void }) {
	switch (store.connection.value) {
		case 'gone':
			return (
				<div class="banner" role="alert">
					{t('state_updated')}
					<button type="button" class="button" onClick={() => location.reload()}>
						{t('reload')}
					</button>
				</div>
			);
		case 'other-version':
			return (
				<div class="banner" role="alert">
					{t('state_otherVersion')}
				</div>
			);
		case 'reconnecting':
			return <div class="banner banner-quiet">{t('state_reconnecting')}</div>;
		default:
	}
	if (!store.permitted.value) {
		return (
			<div class="banner" role="alert">
				{t('state_notPermitted')}
				<button type="button" class="button" onClick={onAsk}>
					{t('allow')}
				</button>
				<span>{t('state_notPermittedHint')}</span>
			</div>
		);
	}
	return null;
}
