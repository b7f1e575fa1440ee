export const probeFailures = [
	'gone',
	'navigated',
	'barred',
	'no-scripts',
	'stuck',
	'not-run',
	'no-frame',
	'silent',
	'busy',
	'no-value',
	'no-window',
	'other-window',
	'lost',
	'other',
] as const;

/** Why there is no transcript. `detail`: the reason as it was given. */
export interface ProbeFailure {
	code: (typeof probeFailures)[number];
	detail: string;
}

/** What the page's side, the background and the connection say; anything else is shown as it is. */
const REASONS: readonly [RegExp, ProbeFailure['code']][] = [
	[/^This listener is gone\.|^handleEvent is no function\./, 'gone'],
	[/^This document is gone\./, 'navigated'],
	[/^The page keeps the tools out\.|^The tools could not be started/, 'barred'],
	[/^Scripts are disabled/, 'no-scripts'],
	[/^The listener did not come back/, 'stuck'],
	[/^The message was delivered, but/, 'not-run'],
	[/^The message did not arrive|can have no frame/, 'no-frame'],
	[/^The page did not answer in time\./, 'silent'],
	[/^Another probe is under way/, 'busy'],
	[/cannot be made\.$|^The text is not whole|was not read\.$|could not be cloned/, 'no-value'],
	[/^This browser hands over no window/, 'other-window'],
	[/^This window has no opener|^The frame that the message should be from/, 'no-window'],
	[/^The connection was lost\./, 'lost'],
];

export function failureOf(reason: string): ProbeFailure {
	return { code: REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'other', detail: reason };
}

/** Whether another message would fare no better. */
export function isFinal({ code }: ProbeFailure): boolean {
	return code !== 'no-value' && code !== 'other';
}
