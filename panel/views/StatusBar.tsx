import type { FrameInfo } from '../../src/protocol/envelope.ts';
import { whyUnhooked } from '../../src/session/unhooked.ts';
import { formatCount, t, tn, tOf } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';

/** Counts, and everything that is missing: nothing is lost without a word here. */
export function StatusBar({ store }: { store: PanelStore }) {
	const { session, view } = store;
	store.version.value;
	const { losses } = session;
	const dropped = losses.page + losses.rejected + losses.rows;
	const total = session.timeline.length;
	const unhooked = session.unhookedFrames();
	const live = [...session.documents].filter(({ endedAt }) => endedAt === undefined);
	const reachable = live.filter(({ info }) => info?.reachable).length;
	const active = session.listeners.filter(
		(listener) => listener && !listener.removed && listener.endedAt === undefined,
	).length;
	const looksInside =
		store.frameList.usesValues.value || (store.query.value.ok && store.query.value.usesValues);
	const unread = store.bodies.unread.value + (looksInside ? store.decoding.unsearched.value : 0);
	return (
		// Numbers that go up all the time are not read out.
		<div class="status" role="status" aria-live="off">
			<span>
				{view.length === total
					? tn('events', total)
					: t('eventsOf', formatCount(view.length), formatCount(total))}
			</span>
			{store.others.value > 0 && (
				<button
					type="button"
					class="link"
					title={t('othersTitle')}
					aria-pressed={store.showOthers.value}
					onClick={() => {
						store.showOthers.value = !store.showOthers.value;
					}}
				>
					{tn(store.showOthers.value ? 'hideOthers' : 'showOthers', store.others.value)}
				</button>
			)}
			{view.progress < 1 && <span>{t('filtering', Math.floor(view.progress * 100))}</span>}
			{store.analysis.waiting.value > 0 && (
				<span data-busy>{tn('judging', store.analysis.waiting.value)}</span>
			)}
			{store.bodies.waiting.value > 0 && <span>{tn('readingPayloads', store.bodies.waiting.value)}</span>}
			{unread > 0 && (
				<span class="status-bad" title={t('unreadTitle')}>
					{tn('unreadPayloads', unread)}
				</span>
			)}
			<span>{tn('listeners', active)}</span>
			<span>{tn('sockets', session.sockets.filter(Boolean).length)}</span>
			<span>{tn('documents', live.length)}</span>
			{reachable > 0 && <span title={t('reachableTitle')}>{tn('reachable', reachable)}</span>}
			{unhooked.length > 0 && (
				<span class="status-bad" title={[t('unhookedTitle'), ...new Set(unhooked.map(lineOf))].join('\n')}>
					{tn('unhooked', unhooked.length)}
				</span>
			)}
			{dropped > 0 && (
				<span
					class="status-bad"
					title={t(
						'droppedTitle',
						formatCount(losses.page),
						formatCount(losses.rejected),
						formatCount(losses.rows),
					)}
				>
					{tn('dropped', dropped)}
				</span>
			)}
			{losses.bodies > 0 && <span class="status-bad">{tn('bodiesDropped', losses.bodies)}</span>}
			{losses.faults > 0 && <span class="status-bad">{tn('faults', losses.faults)}</span>}
			{!store.recording.value && !store.isSaved && (
				<span class="status-bad">{tn('notRecorded', losses.paused)}</span>
			)}
		</div>
	);
}

/** A frame and why it is not watched, for a tooltip. */
const lineOf = (frame: FrameInfo): string =>
	`${frame.url.slice(0, 200)} – ${tOf('unhookedWhy', whyUnhooked(frame))}`;
