import type { DocumentInfo, FrameInfo } from '../protocol/envelope.ts';
import type { DocumentRecord } from './documents.ts';

export const unhookedReasons = ['failed', 'empty', 'browser', 'file', 'silent', 'left-alone', 'off'] as const;
export type UnhookedReason = (typeof unhookedReasons)[number];

/** A frame of which nothing is seen; `chosen`: because a person wants it so. */
export type UnhookedFrame = FrameInfo & { chosen?: Extract<DocumentInfo['hooked'], 'left-alone' | 'off'> };

/** Schemes of documents that content scripts reach (manifest: match_origin_as_fallback). */
const REACHED = new Set(['http', 'https', 'blob', 'data', 'filesystem']);

/** Why no document spoke for a frame that the browser lists, as far as its address tells. */
export function whyUnhooked({ url, errorOccurred, chosen }: UnhookedFrame): UnhookedReason {
	if (chosen) return chosen;
	if (errorOccurred) return 'failed';
	const scheme = /^([a-z-]+):/i.exec(url)?.[1]?.toLowerCase();
	if (scheme === undefined || scheme === 'about' || scheme === 'javascript') return 'empty';
	if (scheme === 'file') return 'file';
	return REACHED.has(scheme) ? 'silent' : 'browser';
}

/** Frames for which no document speaks, or one that is not watched. */
export function unhookedOf(
	frames: readonly FrameInfo[],
	documents: Iterable<DocumentRecord>,
): UnhookedFrame[] {
	const live = new Map<number, DocumentInfo['hooked']>();
	for (const { info, endedAt } of documents) {
		if (info && endedAt === undefined) live.set(info.frameId, info.hooked);
	}
	return frames.flatMap((frame): UnhookedFrame[] => {
		const hooked = live.get(frame.frameId);
		if (hooked === 'left-alone' || hooked === 'off') return [{ ...frame, chosen: hooked }];
		return hooked === undefined ? [frame] : [];
	});
}
