import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Place, Reason, Severity, Verdict, VerdictName } from '../analyser/verdict.ts';
import { stableHash } from './stable-hash.ts';

/** A verdict as it is told: its reasons need not be the analyser's. */
export type ToldVerdict = Omit<Verdict, 'reasons'> & {
	reasons: Pick<Reason, 'code' | 'message' | 'place'>[];
};

/** A verdict with the name of the file its places are in. */
export interface Judgement<V extends ToldVerdict = Verdict> {
	file: string;
	verdict: V;
	/** Told also when it is fine. */
	keep?: true;
}

export interface SarifOptions {
	version: string;
	/** What could not be judged; makes the run an unsuccessful one. */
	troubles?: { file: string; message: string }[];
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const FINGERPRINT = 'earshotListener/v1';
export const LEVELS: Record<Severity, Result.level> = {
	high: 'error',
	medium: 'warning',
	low: 'note',
	info: 'note',
};
/** The number by which code hosts sort findings of a rule: 0 to 10. */
const RULES: Record<VerdictName, { title: string; text: string; score?: string }> = {
	none: {
		title: 'Message listener without an origin check',
		text: 'The listener acts on message data whoever sent it. Any page that can reach the window can send.',
		score: '8.0',
	},
	weak: {
		title: 'Message listener with an origin check that foreign origins pass',
		text: 'The listener looks at the origin, but an origin that is not meant to passes. The message names one.',
		score: '7.5',
	},
	'source-only': {
		title: 'Message listener that compares only the sending window',
		text: 'The listener compares the window or a secret, not the origin of the page that is in that window now.',
		score: '5.0',
	},
	unknown: {
		title: 'Message listener whose check could not be decided',
		text: 'The check depends on something the script alone does not say. The message names the value.',
		score: '3.0',
	},
	strict: {
		title: 'Message listener with an exact check under a condition',
		text: 'The check is exact; the message names what else has to hold.',
	},
	inert: {
		title: 'Message listener that does nothing worth guarding',
		text: 'The listener uses no message data in a way that matters.',
	},
};

/** What a listener with this verdict is called; undefined for names that are none. */
export function verdictTitle(verdict: string): string | undefined {
	return Object.hasOwn(RULES, verdict) ? RULES[verdict as VerdictName].title : undefined;
}

/** A SARIF 2.1.0 log of one run. Listeners that are fine (strict or inert, severity info) are left out. */
export function toSarif(
	judgements: readonly Judgement<ToldVerdict>[],
	{ version, troubles = [] }: SarifOptions,
): Log {
	const told = judgements.filter(
		({ verdict, keep }) => keep || RULES[verdict.verdict].score !== undefined || verdict.severity !== 'info',
	);
	const names = [...new Set(told.map(({ verdict }) => verdict.verdict))].sort();
	const seen = new Map<string, number>();
	return {
		$schema: SCHEMA,
		version: '2.1.0',
		runs: [
			{
				tool: { driver: { name: 'Earshot', version, semanticVersion: version, rules: names.map(ruleOf) } },
				// Lines and columns count UTF-16 units, as scripts do.
				columnKind: 'utf16CodeUnits',
				invocations: [
					{
						executionSuccessful: troubles.length === 0,
						toolExecutionNotifications: troubles.map(notificationOf),
					},
				],
				results: told.map((judgement) => resultOf(judgement, names.indexOf(judgement.verdict.verdict), seen)),
			},
		],
	};
}

function ruleOf(name: VerdictName): ReportingDescriptor {
	const { title, text, score } = RULES[name];
	return {
		id: idOf(name),
		shortDescription: { text: title },
		fullDescription: { text },
		properties: { tags: ['security', 'postMessage'], ...(score ? { 'security-severity': score } : {}) },
	};
}

function idOf(name: VerdictName): string {
	return `message-listener/${name}`;
}

function resultOf(
	{ file, verdict }: Judgement<ToldVerdict>,
	ruleIndex: number,
	seen: Map<string, number>,
): Result {
	const [decisive] = verdict.reasons;
	const related = [
		...verdict.reasons.slice(1).map(({ message, place }) => ({ message, place })),
		...verdict.sinks.map(({ kind, place }) => ({ message: `reaches ${kind}`, place })),
	].filter((each): each is { message: string; place: Place } => each.place !== undefined);
	const flows = verdict.sinks.filter(({ path }) => path.length > 0);
	return {
		ruleId: idOf(verdict.verdict),
		ruleIndex,
		level: LEVELS[verdict.severity],
		message: { text: messageOf(verdict) },
		locations: [locationOf(file, decisive?.place ?? verdict.place)],
		...(related.length > 0
			? {
					relatedLocations: related.map(({ message, place }, id) => ({
						id,
						...locationOf(file, place),
						message: { text: message },
					})),
				}
			: {}),
		...(flows.length > 0
			? {
					codeFlows: flows.map(({ path, place, kind }) => ({
						message: { text: `message data reaches ${kind}` },
						threadFlows: [
							{ locations: [...path, place].map((each) => ({ location: locationOf(file, each) })) },
						],
					})),
				}
			: {}),
		partialFingerprints: { [FINGERPRINT]: fingerprintOf(file, verdict, seen) },
		properties: {
			verdict: verdict.verdict,
			confidence: verdict.confidence,
			registration: verdict.registration,
			reasons: verdict.reasons.map(({ code }) => code),
			...(verdict.witness === undefined ? {} : { witness: verdict.witness }),
			...(verdict.predicate === undefined ? {} : { predicate: verdict.predicate }),
		},
	};
}

function messageOf({ verdict, reasons, witness, conditions, fix }: ToldVerdict): string {
	return [
		reasons[0]?.message ?? RULES[verdict].title,
		...(witness === undefined ? [] : [`An origin that gets through: ${JSON.stringify(witness)}.`]),
		...conditions.map(({ message }) => `Condition: ${message}`),
		...(fix === undefined ? [] : [`Fix: ${fix.message}`]),
	].join('\n');
}

/** Stays the same when lines move: the listener's own text and its number among equal ones in the file. */
function fingerprintOf(
	file: string,
	{ place, registration, verdict }: ToldVerdict,
	seen: Map<string, number>,
): string {
	const key = JSON.stringify([file, registration, place.text.replace(/\s+/g, ' ')]);
	const number = (seen.get(key) ?? 0) + 1;
	seen.set(key, number);
	return `${stableHash(`${key} ${verdict}`)}:${number}`;
}

function locationOf(file: string, place: Place): Location {
	return {
		physicalLocation: {
			artifactLocation: { uri: uriOf(file) },
			region: {
				startLine: place.line,
				startColumn: place.column + 1,
				endLine: place.endLine,
				endColumn: place.endColumn + 1,
				snippet: { text: place.text },
			},
		},
	};
}

function notificationOf({ file, message }: { file: string; message: string }): Notification {
	const locations = [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }];
	return { level: 'error', message: { text: `${file}: ${message}` }, locations };
}

function uriOf(file: string): string {
	const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
	const encoded = path.split('/').map(encodeURIComponent).join('/');
	return path.startsWith('/') ? `file://${encoded}` : encoded;
}
