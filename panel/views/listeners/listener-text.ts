import { type ListenerRecord, whyUnwatched } from '../../../src/session/listener-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { t, tOf } from '../../i18n.ts';
import type { ShownHandler } from '../../store/shown-handler.ts';
import { placeText } from '../../ui/place.ts';
import { evidenceText } from '../detail/evidence.ts';

/** Target of a listener: the window, or a channel by its kind, number and name. */
export function targetText({ added }: ListenerRecord): string {
	const { kind, id, name } = added.target;
	if (kind === 'window') return 'window';
	return visible([`${tOf('channel', kind)} #${id}`, name].filter(Boolean).join(' '));
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

type Wrapper = NonNullable<ShownHandler['wrapper']>;

/** Where the wrapper around a handler is from. */
export const wrapperText = ({ name, site }: Wrapper): string =>
	t('throughWrapper', visible([name, placeText(site) || t('unknownPlace')].filter(Boolean).join(' ')));

/** The wrapper with the property by which it leads to the handler, where it does. */
export const wrapperNames = ({ name, site }: Wrapper, { wrapped = [] }: ListenerRecord['added']): string =>
	[name, placeText(site), wrapped[0] && `(${wrapped[0].by})`].filter(Boolean).join(' ');

export function stateText({ removed, endedAt }: ListenerRecord): string {
	if (removed) return t('listener_removed');
	return endedAt === undefined ? t('listener_active') : t('listener_gone');
}

/** What was seen of a listener while it ran, in words; why nothing was, where nothing could be. */
export function evidenceOf(listener: ListenerRecord): string {
	const why = whyUnwatched(listener);
	return why ? `${t('notWatched')}: ${tOf('unwatched', why)}` : evidenceText(listener);
}
