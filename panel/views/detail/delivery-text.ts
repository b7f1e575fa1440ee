import type { Delivery } from '../../../src/session/delivery/delivery.ts';
import { t, tn, tOf } from '../../i18n.ts';

/** What became of a send, in a few words. */
export function deliveryText({ state, ran, why }: Delivery): string {
	if (state === 'heard') return tn('deliveredTo', ran);
	return why === undefined ? tOf('delivery', state) : `${tOf('delivery', state)}: ${tOf('deliveryWhy', why)}`;
}

/** As a badge in a row; empty where all went as it should. */
export function deliveryBadge({ state, byOrder }: Delivery): string {
	const words = state === 'unheard' ? [t('delivery_unheard')] : [];
	if (byOrder) words.push(t('matchedByOrder'));
	return words.join(', ');
}
