import { describe, expect, it } from 'vitest';
import type { Confidence, VerdictName } from '../../../src/analyser/verdict.ts';
import { interpret } from '../../../src/probe/interpret.ts';
import { joinEvidence } from '../../../src/probe/join-evidence.ts';
import { overrule } from '../../../src/probe/overrule.ts';
import type { ProbeSource, ProbeTranscript } from '../../../src/protocol/probe.ts';
import { type Evidence, noEvidence } from '../../../src/session/listener-record.ts';
import { at, html, plan, reads, transcript } from './transcripts.ts';

const SEEN = ['https://shop.test/js/app.js?v=2'];
const elsewhere = { url: 'https://cdn.test/guard.js', line: 3, column: 9 };

describe('evidence beside the verdict of the code', () => {
	it.each<[VerdictName, string, Partial<Evidence>, VerdictName, string, string?]>([
		['none', 'nothing ran', {}, 'none', 'unchanged'],
		['none', 'acted', { foreignActed: 3 }, 'none', 'confirmed', 'acted-unchecked'],
		['weak', 'acted', { foreignActed: 1 }, 'weak', 'confirmed', 'acted-unchecked'],
		['source-only', 'acted', { foreignActed: 1 }, 'none', 'overruled', 'acted-unchecked'],
		['unknown', 'acted', { foreignActed: 40, foreignUnchecked: 40 }, 'none', 'raised', 'acted-unchecked'],
		['unknown', 'read', { foreignUnchecked: 40 }, 'unknown', 'unchanged', 'read-unchecked'],
		['unknown', 'was checked', { foreignData: 5 }, 'unknown', 'unchanged'],
		['strict', 'acted', { foreignActed: 2 }, 'unknown', 'overruled', 'acted-unchecked'],
		['strict', 'data first', { readOrigin: 4, dataFirst: 4 }, 'strict', 'unchanged', 'data-first'],
		['strict', 'checked', { readOrigin: 9, foreignData: 9 }, 'strict', 'confirmed', 'origin-always-read'],
		['strict', 'own messages', { readOrigin: 9 }, 'strict', 'unchanged'],
		['inert', 'acted', { foreignActed: 1 }, 'unknown', 'overruled', 'acted-unchecked'],
		['inert', 'ran', { foreignUnchecked: 7 }, 'inert', 'unchanged'],
		['none', 'unseen', { readData: 9, originSite: elsewhere }, 'unknown', 'overruled', 'unseen-check'],
		['source-only', 'unseen', { readData: 1, originSite: elsewhere }, 'unknown', 'overruled', 'unseen-check'],
		['weak', 'unseen', { readData: 9, originSite: elsewhere }, 'weak', 'unchanged'],
		['none', 'logged', { readData: 9, originSite: at(3) }, 'none', 'unchanged'],
		['none', 'not always', { readData: 9, dataFirst: 1, originSite: elsewhere }, 'none', 'unchanged'],
		['none', 'never data', { readData: 0, originSite: elsewhere }, 'none', 'unchanged'],
	])('%s, %s', (verdict, _, changes, after, change, code) => {
		const stated = { verdict, confidence: 'medium' as Confidence };
		const joined = joinEvidence(stated, { ...noEvidence(), runs: 50, ...changes }, SEEN);
		expect(joined).toMatchObject({ verdict: after, change });
		expect(joined.reason?.code).toBe(code);
	});

	it('names the place of a check that the analyser could not see', () => {
		const evidence = { ...noEvidence(), readData: 9, originSite: elsewhere };
		expect(joinEvidence({ verdict: 'none', confidence: 'high' }, evidence, SEEN).reason).toMatchObject({
			site: elsewhere,
			values: ['9'],
		});
	});

	it('does not call a place unseen where no script was had at all', () => {
		const evidence = { ...noEvidence(), readData: 9, originSite: elsewhere };
		expect(joinEvidence({ verdict: 'none', confidence: 'high' }, evidence, []).change).toBe('unchanged');
	});
});

describe('a probe beside the verdict of the code', () => {
	const sink: Partial<ProbeTranscript> = { reads: reads('origin', 'data'), sinks: [html(9)] };
	const blind: Partial<ProbeTranscript> = { reads: reads('data'), sinks: [html(9)] };
	const stopped: Partial<ProbeTranscript> = { reads: reads('origin') };
	const bySource: Partial<ProbeTranscript> = { reads: reads('source', 'data'), sinks: [html(9)] };
	const stranger: ProbeSource = { relation: 'stranger' };
	const parent: ProbeSource = { relation: 'parent' };

	it.each<[VerdictName, Partial<ProbeTranscript>, ProbeSource, VerdictName, string, string?]>([
		['none', blind, stranger, 'none', 'confirmed', 'probe-confirmed'],
		['none', sink, stranger, 'none', 'confirmed', 'probe-confirmed'],
		['weak', sink, stranger, 'weak', 'confirmed', 'probe-confirmed'],
		['unknown', blind, stranger, 'none', 'raised', 'probe-confirmed'],
		['unknown', sink, stranger, 'weak', 'raised', 'probe-confirmed'],
		['strict', sink, stranger, 'weak', 'overruled', 'probe-confirmed'],
		['inert', blind, stranger, 'none', 'overruled', 'probe-confirmed'],
		['source-only', bySource, parent, 'source-only', 'confirmed', 'probe-confirmed'],
		['source-only', bySource, stranger, 'weak', 'overruled', 'probe-confirmed'],
		['none', stopped, stranger, 'unknown', 'overruled', 'probe-refuted'],
		['weak', stopped, stranger, 'unknown', 'overruled', 'probe-refuted'],
		['strict', stopped, stranger, 'strict', 'confirmed', 'probe-refused-one'],
		['unknown', stopped, stranger, 'unknown', 'unchanged', 'probe-refused-one'],
		['none', {}, stranger, 'none', 'unchanged'],
	])('%s', (verdict, attack, source, after, change, code) => {
		const made = transcript(attack);
		const told = interpret(transcript(sink), made);
		const test = plan({ source });
		const settled = overrule({ verdict, confidence: 'medium' }, test, made, told);
		expect(settled).toMatchObject({ verdict: after, change });
		expect(settled.reason?.code).toBe(code);
		if (told.result === 'confirmed') expect(settled.witness).toBe(test.origin);
	});

	it.each<[VerdictName, Partial<ProbeTranscript>, string | undefined, VerdictName, string, string]>([
		['none', blind, undefined, 'none', 'confirmed', 'foreign-confirmed'],
		['unknown', blind, undefined, 'none', 'raised', 'foreign-confirmed'],
		['none', stopped, undefined, 'unknown', 'overruled', 'foreign-refuted'],
		['none', { outcome: 'stopped' }, undefined, 'unknown', 'overruled', 'foreign-refuted'],
		// Another origin than the one that passes was refused.
		['weak', stopped, 'https://shop.test.evil', 'weak', 'unchanged', 'foreign-refused-one'],
		['weak', stopped, 'null', 'unknown', 'overruled', 'foreign-refuted'],
		['strict', stopped, undefined, 'strict', 'confirmed', 'foreign-refused-one'],
	])('%s, by a really foreign message', (verdict, attack, witness, after, change, code) => {
		const made = transcript({ ...attack, stamped: 'null' });
		const told = interpret(transcript(sink), made);
		const stated = { verdict, confidence: 'medium' as const, ...(witness ? { witness } : {}) };
		const settled = overrule(stated, plan({ delivery: 'foreign', origin: 'null' }), made, told);
		expect(settled).toMatchObject({ verdict: after, change, reason: { code, values: ['null'] } });
	});
});
