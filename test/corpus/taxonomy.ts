import { analyseFile, analyseListener } from '../../src/analyser/analyse.ts';
import type { RuntimeContext, Severity, Verdict } from '../../src/analyser/verdict.ts';
import { type Case, type Expectation, type Fixture, loadFixtures } from './fixtures.ts';

const SEVERITIES: Severity[] = ['info', 'low', 'medium', 'high'];
const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

/** What the analyser gets wrong about one fixture, in words; empty when all is as expected. */
export function problemsOf(fixture: Fixture): string[] {
	const { expected } = fixture;
	let found: Verdict[];
	try {
		found = judge(fixture);
	} catch (error) {
		return [`threw ${error}`];
	}
	const wanted = expected.verdicts ?? [expected.verdict ?? []];
	if (found.length !== wanted.length) return [`${found.length} listeners found, ${wanted.length} expected`];
	const problems = found.flatMap((verdict, index) => compare(verdict, wanted[index] ?? [], expected));
	return [...problems, ...(expected.cases ?? []).flatMap((one) => compareCase(fixture, one))];
}

/** The analyser's answers for a fixture, with what is known of the document if given. */
export function judge(fixture: Fixture, context?: RuntimeContext): Verdict[] {
	const { text } = fixture;
	const found = analyseFile(text);
	if (context === undefined) return found;
	return found.map(({ place: { line, column } }) => analyseListener({ text, at: { line, column }, context }));
}

/** Compares every fixture and says how many are as expected. */
export function checkFixtures(): { total: number; passed: number; messages: string[] } {
	const fixtures = loadFixtures();
	const failed = fixtures
		.map((one) => ({ one, problems: problemsOf(one) }))
		.filter((each) => each.problems.length > 0);
	return {
		total: fixtures.length,
		passed: fixtures.length - failed.length,
		messages: failed.map(({ one, problems }) => `${one.id}: ${problems.join('; ')}`),
	};
}

function compare(verdict: Verdict, wanted: string | string[], expected: Expectation): string[] {
	const problems: string[] = [];
	const names = [wanted].flat();
	if (!names.includes(verdict.verdict)) {
		const reason = verdict.reasons[0]?.message ?? 'no reason';
		return [`expected ${names.join(' or ')}, said ${verdict.verdict} (${reason})`];
	}
	if (verdict.reasons.length === 0) problems.push('gives no reason');
	if (verdict.verdict === 'weak' && verdict.witness === undefined) problems.push('weak without a witness');
	const { condition, mentions, sinks, maxSeverity } = expected;
	const conditions = verdict.conditions.map(({ message }) => message);
	if (condition && !conditions.some((text) => new RegExp(condition, 'i').test(text))) {
		problems.push(`no condition names /${condition}/: ${JSON.stringify(conditions)}`);
	}
	const words = [...conditions, ...verdict.reasons.map((reason) => reason.message)];
	if (mentions && !words.some((text) => new RegExp(mentions, 'i').test(text))) {
		problems.push(`nothing mentions /${mentions}/`);
	}
	for (const kind of sinks ?? []) {
		if (!verdict.sinks.some((sink) => sink.kind === kind)) problems.push(`sink ${kind} not named`);
	}
	if (maxSeverity && rank(verdict.severity) > rank(maxSeverity))
		problems.push(`severity ${verdict.severity}`);
	return problems;
}

function compareCase(fixture: Fixture, one: Case): string[] {
	const given = JSON.stringify(one.context);
	const verdict = judge(fixture, one.context)[0];
	if (verdict === undefined) return [`given ${given}: no listener`];
	const problems: string[] = [];
	if (verdict.verdict !== one.verdict)
		problems.push(`given ${given}: expected ${one.verdict}, said ${verdict.verdict}`);
	if (one.minSeverity && rank(verdict.severity) < rank(one.minSeverity)) {
		problems.push(`given ${given}: severity only ${verdict.severity}`);
	}
	if (one.maxSeverity && rank(verdict.severity) > rank(one.maxSeverity)) {
		problems.push(`given ${given}: severity still ${verdict.severity}`);
	}
	return problems;
}
