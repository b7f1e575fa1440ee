import { type MapReply, type MapRequest, trace } from '../../src/analyser/source-map.ts';
import { type PrettyText, prettyText } from './pretty.ts';

export type SourceQuestion = { kind: 'pretty'; text: string } | ({ kind: 'trace' } & MapRequest);
/** `pretty`: absent where it would not be the same script. */
export type SourceAnswer = { pretty: PrettyText | undefined } | MapReply;

/** Entry of the worker that prepares scripts for the eye; started with the first one that is looked at. */
self.addEventListener('message', ({ data }: MessageEvent<SourceQuestion>) => {
	const answer: SourceAnswer = data.kind === 'pretty' ? { pretty: prettyText(data.text) } : trace(data);
	self.postMessage(answer);
});
