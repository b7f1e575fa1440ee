import type { Delivery } from '../../../src/session/delivery/delivery.ts';
import { tn, tOf } from '../../i18n.ts';

/** What became of a send, in a few words. */
export function deliveryText({ state, ran, why }: Delivery): string {
	if (state === 'heard') return tn('deliveredTo', ran);
	return why === undefined ? tOf('delivery', state) : `${tOf('delivery', state)}: ${tOf('deliveryWhy', why)}`;
}
