import { type LayoutRequest, layOut } from './lay-out.ts';

/** Entry of the layout's worker: one picture at a time. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => {
	self.postMessage(layOut(data));
});
