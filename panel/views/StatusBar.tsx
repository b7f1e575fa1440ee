import { formatCount, t, tn } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';

/** Counts, and everything that is missing: nothing is lost without a word here. */
export function StatusBar({ store }: { store: PanelStore }) {
	const { session, view } = store;
	store.version.value;
	const { losses } = session;
	const dropped = losses.page + losses.rejected + losses.rows;
	const total = session.timeline.length;
	const unhooked = session.unhookedFrames().length;
	const live = [...session.documents].filter(({ endedAt }) => endedAt === undefined).length;
	const active = session.listeners.filter(
		(listener) => listener && !listener.removed && listener.endedAt === undefined,
	).length;
	return (
		<div class="status" role="status">
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
			{store.bodies.waiting.value > 0 && <span>{tn('readingPayloads', store.bodies.waiting.value)}</span>}
			{store.bodies.unread.value > 0 && (
				<span class="status-bad" title={t('unreadTitle')}>
					{tn('unreadPayloads', store.bodies.unread.value)}
				</span>
			)}
			<span>{tn('listeners', active)}</span>
			<span>{tn('sockets', session.sockets.filter(Boolean).length)}</span>
			<span>{tn('documents', live)}</span>
			{unhooked > 0 && (
				<span class="status-bad" title={t('unhookedTitle')}>
					{tn('unhooked', unhooked)}
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
			{!store.recording.value && <span class="status-bad">{tn('notRecorded', losses.paused)}</span>}
		</div>
	);
}
