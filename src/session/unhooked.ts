import type { FrameInfo } from '../protocol/envelope.ts';

export const unhookedReasons = ['failed', 'empty', 'browser', 'file', 'silent'] as const;
export type UnhookedReason = (typeof unhookedReasons)[number];

/** Schemes of documents that content scripts reach (manifest: match_origin_as_fallback). */
const REACHED = new Set(['http', 'https', 'blob', 'data', 'filesystem']);

/** Why no document spoke for a frame that the browser lists, as far as its address tells. */
export function whyUnhooked({ url, errorOccurred }: FrameInfo): UnhookedReason {
	if (errorOccurred) return 'failed';
	const scheme = /^([a-z-]+):/i.exec(url)?.[1]?.toLowerCase();
	if (scheme === undefined || scheme === 'about' || scheme === 'javascript') return 'empty';
	if (scheme === 'file') return 'file';
	return REACHED.has(scheme) ? 'silent' : 'browser';
}
