import type { MessageKey } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { topDocument } from '../store/reach.ts';

/** Why not all of the page can be watched. */
export type Hindrance = 'notPermitted' | 'restricted' | 'file' | 'silent' | 'late' | 'off' | 'leftAlone';

export const hindranceWords: Record<Hindrance, MessageKey> = {
	notPermitted: 'state_notPermitted',
	restricted: 'state_restricted',
	file: 'state_file',
	silent: 'state_silent',
	late: 'state_late',
	off: 'state_off',
	leftAlone: 'state_leftAlone',
};

const HOOKED: Partial<Record<string, Hindrance>> = { late: 'late', off: 'off', 'left-alone': 'leftAlone' };

/** The gravest of what keeps the panel from seeing the page; a saved session has none. */
export function hindranceOf(store: PanelStore): Hindrance | undefined {
	if (store.isSaved) return undefined;
	if (!store.permitted.value) return 'notPermitted';
	const reach = store.reach.value;
	if (reach === 'restricted' || reach === 'file' || reach === 'silent') return reach;
	return HOOKED[topDocument(store.session)?.info?.hooked ?? ''];
}
