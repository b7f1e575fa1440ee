import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t, tOf } from '../../i18n.ts';

/** Target of a listener: the window, or a channel by its kind, number and name. */
export function targetText({ added }: ListenerRecord): string {
	const { kind, id, name } = added.target;
	if (kind === 'window') return 'window';
	return [`${tOf('channel', kind)} #${id}`, name].filter(Boolean).join(' ');
}

export function optionsText({ added }: ListenerRecord): string {
	const { capture, once, passive, signal } = added.options;
	return [
		capture && 'capture',
		once && 'once',
		passive && 'passive',
		signal && 'signal',
		added.callback === 'handleEvent' && 'handleEvent',
	]
		.filter(Boolean)
		.join(', ');
}

export function stateText({ removed, endedAt }: ListenerRecord): string {
	if (removed) return t('listener_removed');
	return endedAt === undefined ? t('listener_active') : t('listener_gone');
}
