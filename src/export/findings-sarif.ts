import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Verdict, VerdictName } from '../analyser/verdict.ts';
import type { CallSite } from '../protocol/event.ts';
import type { Session } from '../session/session.ts';
import { type ExportOptions, redactorOf } from './export-options.ts';
import { type Findings, type ReportedFinding, ruleText } from './finding.ts';
import type { Redactor } from './redact/redactor.ts';
import { type Judgement, LEVELS, type ToldVerdict, toSarif, verdictTitle } from './sarif.ts';
import { uriOf } from './uri.ts';

/** Identity of findings that are not about listeners. */
const FINGERPRINT = 'earshotFinding/v1';

/**
 * Findings as a SARIF 2.1.0 log. Results about listeners are those of the command line, in the listener's text, which
 * comes along as an artifact; where it was registered is a related location. Accepted findings are suppressed ones.
 */
export function findingsSarif(session: Session, findings: Findings, options: ExportOptions): Log {
	const redactor = redactorOf(options);
	const judged = findings.list.flatMap((finding) => {
		const verdict = finding.listener === undefined ? undefined : findings.verdictOf(finding.listener);
		return verdict ? [{ finding, verdict, listener: finding.listener as number }] : [];
	});
	const judgements = judged.map(
		({ listener, verdict, finding }): Judgement<ToldVerdict> => ({
			file: fileOf(listener),
			// Scripts in places keep their length; sentences are texts.
			verdict: redactor.plain(asFound(verdict, finding)),
			keep: true,
		}),
	);
	const log = toSarif(judgements, { version: options.version });
	const [run] = log.runs;
	if (!run) return log;
	const rules = run.tool.driver.rules ?? [];
	const results = run.results ?? [];
	judged.forEach(({ finding, listener }, at) => {
		const result = results[at];
		if (!result) return;
		const site = session.listeners[listener]?.added.stack[0];
		if (site) result.relatedLocations = [...(result.relatedLocations ?? []), registeredAt(site, redactor)];
		addRest(result, finding, session, redactor);
	});
	for (const finding of findings.list) {
		if (judged.some((each) => each.finding === finding)) continue;
		let ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
		if (ruleIndex < 0) ruleIndex = rules.push(ruleOf(finding)) - 1;
		results.push(otherResult(finding, ruleIndex, session, redactor));
	}
	run.tool.driver.rules = rules;
	run.results = results;
	run.artifacts = judged.map(({ listener }) => ({
		location: { uri: fileOf(listener) },
		mimeType: 'text/javascript',
		contents: { text: redactor.code(findings.sourceOf(listener)) },
	}));
	return log;
}

const fileOf = (listener: number): string => `listeners/${listener}.js`;

/** The verdict of the code, or what was seen made of it: then the code's reasons come after that. */
function asFound(stated: Verdict, { verdict, severity, confidence, reason }: ReportedFinding): ToldVerdict {
	if (verdict === undefined || verdict === stated.verdict || verdictTitle(verdict) === undefined)
		return stated;
	const { place } = stated;
	return {
		...stated,
		verdict: verdict as VerdictName,
		severity,
		confidence,
		// Each has a place, so that none is left out.
		reasons: [
			{ code: 'seen', message: reason },
			...stated.reasons.map((each) => ({ ...each, place: each.place ?? place })),
		],
	};
}

function registeredAt(
	{ url, line, column }: CallSite,
	redactor: Redactor,
): NonNullable<Result['relatedLocations']>[number] {
	return {
		message: { text: 'registered here' },
		physicalLocation: {
			artifactLocation: { uri: uriOf(redactor.text(url)) },
			region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
		},
	};
}

function addRest(result: Result, finding: ReportedFinding, session: Session, redactor: Redactor): void {
	const url = session.documents.get(finding.document ?? -1)?.info?.url;
	if (url) {
		const name = redactor.text(url);
		const logicalLocations = [{ fullyQualifiedName: name, kind: 'resource' }];
		result.locations = (result.locations ?? [{}]).map((location) => ({ ...location, logicalLocations }));
	}
	result.partialFingerprints = { ...result.partialFingerprints, [FINGERPRINT]: finding.id };
	if (!finding.accepted) return;
	const justification = redactor.text(finding.note);
	result.suppressions = [
		{ kind: 'external', status: 'accepted', ...(justification ? { justification } : {}) },
	];
}

function ruleOf(finding: ReportedFinding): ReportingDescriptor {
	const { title, why, fix } = ruleText(finding);
	return {
		id: finding.rule,
		shortDescription: { text: title },
		fullDescription: { text: why || title },
		...(fix ? { help: { text: fix } } : {}),
		properties: { tags: ['security', finding.rule.includes('socket') ? 'WebSocket' : 'postMessage'] },
	};
}

function otherResult(
	finding: ReportedFinding,
	ruleIndex: number,
	session: Session,
	redactor: Redactor,
): Result {
	const { title, why } = ruleText(finding);
	const subject = redactor.text(finding.subject);
	const result: Result = {
		ruleId: finding.rule,
		ruleIndex,
		level: LEVELS[finding.severity],
		message: {
			text: [`${title}: ${subject}`, redactor.text(finding.reason) || why].filter(Boolean).join('\n'),
		},
		locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(subject) } } }],
		properties: { confidence: finding.confidence },
	};
	addRest(result, finding, session, redactor);
	return result;
}
