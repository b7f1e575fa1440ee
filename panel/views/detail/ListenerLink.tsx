import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { shownHandler } from '../../store/shown-handler.ts';
import { placeText } from '../../ui/place.ts';

/** A listener by its name and place; a click leads to it. */
export function ListenerLink({ store, listener }: { store: PanelStore; listener: ListenerRecord }) {
	const { name, site, wrapper } = shownHandler(listener, store.analysis.of(listener));
	return (
		<button type="button" class="link mono" onClick={() => store.selection.showListener(listener.index)}>
			{visible([name, placeText(site ?? wrapper?.site)].filter(Boolean).join(' ')) || t('anonymous')}
		</button>
	);
}
