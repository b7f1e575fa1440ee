import { pocPage } from '../../../src/export/poc.ts';
import { waysTo } from '../../../src/export/poc-framing.ts';
import { STRANGER } from '../../../src/probe/plan.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import type { Session } from '../../../src/session/session.ts';
import { topOf } from '../framing.ts';
import type { ProbeOutcome } from '../settle-verdict.ts';

/** Why there is no page that shows it: also where the listener asks for a window that no foreign page can be. */
export const proofProblems = ['not-a-web-page', 'no-way', 'own-window'] as const;
type ProofProblem = (typeof proofProblems)[number];

export interface ProofFile {
	name: string;
	type: string;
	text: string;
}

/** A page that does from another origin what a probe has confirmed, with no need of Earshot. */
export function proofOf(
	session: Session,
	listener: ListenerRecord,
	{ plan, attack, interpretation }: ProbeOutcome,
): ProofFile | { problem: ProofProblem } {
	const own = session.documents.get(listener.document);
	const top = topOf(session, listener);
	const target = top?.info?.url ?? '';
	const reads = new Set(attack.reads.map(({ name }) => name));
	const sender = reads.has('source') ? senderOf(plan.source.relation) : undefined;
	if (sender === 'own-window') return { problem: sender };
	const isFromAny = !reads.has('origin') || plan.origin === STRANGER;
	const site = listener.added.stack[0];
	const made = pocPage({
		target,
		path: top === own ? [] : (own?.info?.path ?? '').split('.').map(Number),
		payload: plan.payload,
		ports: plan.ports,
		...(isFromAny ? {} : { servedFrom: plan.origin }),
		// Without the headers the page offers both ways and says so.
		ways: waysTo(top?.framing, isFromAny ? undefined : plan.origin),
		...(sender ? { sender } : {}),
		shows: `The message listener ${listener.added.name || '(anonymous)'} acts on a message of ${isFromAny ? 'any origin' : plan.origin}. ${interpretation.reasons[0]?.message ?? ''}`,
		...(site ? { listener: `${site.url}:${site.line}:${site.column}` } : {}),
	});
	if ('problem' in made) return made;
	const host = new URL(target).hostname.replaceAll(/[^\w.-]/g, '_').slice(0, 60);
	return { name: `earshot-proof-${host}.html`, type: 'text/html', text: made.html };
}

function senderOf(relation: string): 'parent' | 'opener' | 'own-window' | undefined {
	if (relation === 'stranger') return undefined;
	if (relation === 'parent' || relation === 'top') return 'parent';
	return relation === 'opener' ? 'opener' : 'own-window';
}
