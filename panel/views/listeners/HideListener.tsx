import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t } from '../../i18n.ts';
import { listenerId } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';

/** Takes a listener out of the list, over reloads too, or back into it. */
export function HideListener({ store, listener }: { store: PanelStore; listener: ListenerRecord }) {
	const { hidden } = store.listenerList;
	const id = listenerId(store.session, listener);
	const isHidden = hidden.value.includes(id);
	const toggle = (): void => {
		hidden.value = isHidden ? hidden.value.filter((one) => one !== id) : [...hidden.value, id];
	};
	return (
		<button type="button" class="button" title={t('hideListenerTitle')} onClick={toggle}>
			{isHidden ? t('unhideListener') : t('hideListener')}
		</button>
	);
}
