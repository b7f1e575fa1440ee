import { createDecodeDesk } from './desk.ts';
import type { DecodeQuestion } from './questions.ts';

/** Entry of the decoders' worker: a huge or hostile frame holds up nothing but this. */
const answer = createDecodeDesk();
self.addEventListener('message', ({ data }: MessageEvent<DecodeQuestion>) => {
	self.postMessage(answer(data));
});
