import type { Layout, LayoutRequest } from '../worker/layout/layout.ts';
import { type WorkerFailure, workerLine } from './worker.ts';

export type LayOut = (request: LayoutRequest) => Promise<Layout | WorkerFailure>;

const LIMIT_MS = 15_000;

/** The layout of the map in a worker of its own, started with the first map: fifty frames take longer than a frame may. */
export function layoutWorker(): LayOut {
	return workerLine<LayoutRequest, Layout>('/layout-worker.js', LIMIT_MS).ask;
}
