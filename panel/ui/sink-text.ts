import type { SinkReached } from '../../src/session/sinks.ts';
import { visible } from '../../src/session/visible.ts';
import { t } from '../i18n.ts';

/** That a text of a message was found in a sink, in words; of some sinks only that they were looked up can be told. */
export const sinkText = ({ text, sink }: Pick<SinkReached, 'text' | 'sink'>): string =>
	text === '' ? t('sinkLookedUp', sink) : t('sinkReached', visible(text), sink);
