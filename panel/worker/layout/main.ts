import { layOut } from './lay-out.ts';
import type { LayoutRequest } from './layout.ts';

/** Entry of the layout's worker: one picture at a time. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
	self.postMessage(layOut(data));
});
