import type { Settled } from '../../../src/probe/settle.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { formatCount, type MessageKey, t, tn, tOf } from '../../i18n.ts';
import type { SettledCode } from '../../store/settle-verdict.ts';
import { placeText } from '../../ui/place.ts';

/** What a listener did in the deliveries that were watched, in one sentence; of origins where its target has them. */
export function evidenceText({ evidence, added }: Pick<ListenerRecord, 'evidence' | 'added'>): string {
	const { runs, origins } = evidence;
	if (runs === 0) return t('evidence_none');
	const isFrom = added.target.kind === 'window';
	const times = tn('times', runs);
	const parts = [
		isFrom ? t('evidence_ran', times, tn('origins', origins.size)) : t('evidence_ranOnly', times),
	];
	const neverAsked = isFrom && evidence.readOrigin === 0;
	if (evidence.readData === 0) parts.push(t('evidence_noData'));
	// Where it never looks at the origin, there is no before and after.
	else if (neverAsked) parts.push(t('evidence_dataOnly', formatCount(evidence.readData)));
	else if (isFrom && evidence.dataFirst > 0)
		parts.push(t('evidence_dataFirst', formatCount(evidence.dataFirst)));
	else if (isFrom) parts.push(t('evidence_originFirst', formatCount(evidence.readOrigin)));
	if (neverAsked) parts.push(t('evidence_noOrigin'));
	if (evidence.foreignData > 0) parts.push(tn('evidence_foreign', evidence.foreignData));
	if (evidence.threw > 0) parts.push(t('evidence_threw', formatCount(evidence.threw)));
	if (evidence.replied > 0) parts.push(t('evidence_replied', formatCount(evidence.replied)));
	if (evidence.reached > 0) parts.push(t('evidence_reached', formatCount(evidence.reached)));
	return parts.join(t('separator')) + t('fullStop');
}

/** What a verdict from the code became by what was seen, and why; empty where nothing was seen that matters. */
export function settledText({ verdict, stated, change, reason }: Settled<SettledCode>): string {
	if (!reason) return '';
	const [value = ''] = reason.values;
	const counts = Object.hasOwn(COUNTED, reason.code)
		? COUNTED[reason.code as keyof typeof COUNTED]
		: undefined;
	const first = counts ? tn(counts, Number(value)) : value;
	const why = t(REASONS[reason.code], first, reason.site ? placeText(reason.site) : '');
	switch (change) {
		case 'unchanged':
			return why;
		case 'overruled':
			return t('settled_overruled', tOf('verdict', stated), tOf('verdict', verdict), why);
		default:
			return t(CHANGES[change], tOf('verdict', verdict), why);
	}
}

const CHANGES = {
	raised: 'settled_raised',
	lowered: 'settled_lowered',
	confirmed: 'settled_confirmed',
} as const satisfies Partial<Record<Settled['change'], MessageKey>>;

/** What the numbers in reasons are numbers of. */
const COUNTED = {
	'acted-unchecked': 'foreignMessages',
	'read-unchecked': 'foreignMessages',
	'origin-always-read': 'foreignMessages',
	'unseen-check': 'runs',
	'data-first': 'runs',
} as const satisfies Partial<Record<SettledCode, string>>;

const REASONS = {
	'acted-unchecked': 'settled_actedUnchecked',
	'read-unchecked': 'settled_readUnchecked',
	'unseen-check': 'settled_unseenCheck',
	'origin-always-read': 'settled_originAlwaysRead',
	'data-first': 'settled_dataFirst',
	'foreign-confirmed': 'settled_foreignConfirmed',
	'foreign-refuted': 'settled_foreignRefuted',
	'foreign-refused-one': 'settled_foreignRefusedOne',
	'probe-confirmed': 'settled_probeConfirmed',
	'probe-refuted': 'settled_probeRefuted',
	'probe-refused-one': 'settled_probeRefusedOne',
} as const satisfies Record<SettledCode, MessageKey>;
