import type { DocumentInfo, FrameInfo } from '../protocol/envelope.ts';
import type { DocumentRecord } from './documents.ts';

export const unhookedReasons = ['failed', 'empty', 'browser', 'file', 'silent', 'left-alone', 'off'] as const;
export type UnhookedReason = (typeof unhookedReasons)[number];

/** A frame of which nothing is seen; `chosen`: because a person wants it so. */
export type UnhookedFrame = FrameInfo & { chosen?: Extract<DocumentInfo['hooked'], 'left-alone' | 'off'> };

/** Schemes of documents that content scripts reach (manifest: match_origin_as_fallback). */
const REACHED = new Set(['http', 'https', 'blob', 'data', 'filesystem']);

/** Most frames of one document that are told apart without an id of the browser's. */
const MOST_FRAMES = 100_000;
/** Frames that are known by their number alone: a file may say any. */
const MOST_UNLISTED = 10_000;

/** Why no document spoke for a frame that the browser lists, as far as its address tells. */
export function whyUnhooked({ url, errorOccurred, chosen }: UnhookedFrame): UnhookedReason {
	if (chosen) return chosen;
	if (errorOccurred) return 'failed';
	const scheme = /^([a-z-]+):/i.exec(url)?.[1]?.toLowerCase();
	if (scheme === undefined || scheme === 'about' || scheme === 'javascript') return 'empty';
	if (scheme === 'file') return 'file';
	return REACHED.has(scheme) ? 'silent' : 'browser';
}

/** Frames for which no document speaks, or one that is not watched, and those that the browser does not even list. */
export function unhookedOf(
	frames: readonly FrameInfo[],
	documents: Iterable<DocumentRecord>,
): UnhookedFrame[] {
	const live = new Map<number, DocumentInfo>();
	for (const { info, endedAt } of documents) if (info && endedAt === undefined) live.set(info.frameId, info);
	const listed = frames.flatMap((frame): UnhookedFrame[] => {
		const hooked = live.get(frame.frameId)?.hooked;
		if (hooked === 'left-alone' || hooked === 'off') return [{ ...frame, chosen: hooked }];
		return hooked === undefined ? [frame] : [];
	});
	return [...listed, ...unlisted(frames, live)];
}

/**
 * Chromium lists no frame that has no page yet, or never gets one: a document has more frames than are known of it then.
 * Those in shadow trees are known too, but its window does not count them.
 */
function unlisted(frames: readonly FrameInfo[], live: ReadonlyMap<number, DocumentInfo>): UnhookedFrame[] {
	const known = new Map<number, Set<number>>();
	const add = (parent: number | undefined, child: number): void => {
		if (parent !== undefined) known.set(parent, (known.get(parent) ?? new Set()).add(child));
	};
	const byPath = new Map<string, number>();
	for (const { path, frameId } of live.values()) if (path !== undefined) byPath.set(path, frameId);
	for (const { frameId, parentFrameId } of frames) {
		const info = live.get(frameId);
		if (!info || info.path !== undefined) add(parentFrameId, frameId);
	}
	for (const { path, frameId } of live.values()) {
		if (path) add(byPath.get(path.slice(0, Math.max(0, path.lastIndexOf('.')))), frameId);
	}
	let left = MOST_UNLISTED;
	return [...live.values()].flatMap(({ frameId, frames: all = 0 }) => {
		const length = Math.min(left, Math.max(0, all - (known.get(frameId)?.size ?? 0)));
		left -= length;
		return Array.from({ length }, (_, index) => ({
			// No id of the browser's, and no other frame's.
			frameId: -2 - index - frameId * MOST_FRAMES,
			parentFrameId: frameId,
			url: '',
			errorOccurred: false,
		}));
	});
}
