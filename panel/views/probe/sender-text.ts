import type { ProbeSource } from '../../../src/protocol/probe.ts';
import { tOf } from '../../i18n.ts';

/** The window that a probe's message is from, in words. */
export const senderText = (source: ProbeSource): string =>
	tOf('sender', source.relation, source.relation === 'frame' ? source.path : '');

/** Different for different windows. */
export const senderKey = (source: ProbeSource): string => Object.values(source).join(' ');

export const isSameSender = (one: ProbeSource, other: ProbeSource): boolean =>
	senderKey(one) === senderKey(other);
