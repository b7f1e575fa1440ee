import type { DataShape } from '../../../src/analyser/data-shapes.ts';
import { FILLING } from '../../../src/probe/fitting.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import type { Judgement } from '../analysis-store.ts';
import type { ProbeSurroundings } from './surroundings.ts';

/** Messages made for what a listener compares, from the script in which it was judged. */
export async function shapesFor(
	{ analysis, session, shapesOf }: ProbeSurroundings,
	listener: ListenerRecord,
	judgement: Judgement,
	origin: string,
): Promise<readonly DataShape[]> {
	const script = judgement.state === 'done' ? judgement.script : undefined;
	const info = session.documents.get(listener.document)?.info;
	const place = script?.verdict.place;
	return shapesOf({
		text: script?.text ?? analysis.sourceOf(listener),
		...(place ? { at: { line: place.line, column: place.column } } : {}),
		context: info ? { origin: info.origin, sandboxed: info.origin === 'null' } : {},
		origin,
		filling: FILLING,
	});
}
