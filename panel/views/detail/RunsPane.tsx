import type { HookEventOf } from '../../../src/protocol/event.ts';
import { isListenedTo } from '../../../src/session/delivery/delivery.ts';
import { ranDuring, type SinkReached, sinksOf } from '../../../src/session/sinks.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatSpan, t, tn, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { CallPlace } from '../../ui/CallPlace.tsx';
import { sinkText } from '../../ui/sink-text.ts';
import { VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { Stack } from './Facts.tsx';
import { ListenerLink } from './ListenerLink.tsx';

/** The listeners that ran for a message or a frame, in order: what each read first, how long it took, what it did. */
export function RunsPane({ store, row }: { store: PanelStore; row: number }) {
	const { session } = store;
	store.version.value;
	const runs = session.rows.runs(row);
	const record = session.documentOf(row);
	const sinks = sinksOf(session, row);
	const elsewhere = session.elsewhere.madeFor(row);
	const after = sinks.filter((sink) => !runs.some((run) => ranDuring(run, sink)));
	return (
		<>
			{runs.length === 0 && (
				<p class="own-words pad">
					{isListenedTo(session, row) ? tOf('delivery', 'unwatched') : t('noListenerRan')}
				</p>
			)}
			<ul class="runs">
				{runs.map((run) => {
					const listener = session.listeners[record?.listeners.get(run.listener) ?? -1];
					const did = sentText(run, elsewhere.filter((made) => made.run === run.seq).length);
					return (
						<li key={run.seq} class="run">
							<div class="run-head">
								{listener && (
									<VerdictBadge
										judgement={store.analysis.of(listener)}
										settled={store.analysis.settled(listener)}
									/>
								)}
								{listener ? (
									<ListenerLink store={store} listener={listener} />
								) : (
									<span class="mono">#{run.listener}</span>
								)}
								<span class="spacer" />
								{run.duration !== undefined && <span class="dim mono">{formatSpan(run.duration)}</span>}
							</div>
							<div class="run-reads">
								{run.reads.length === 0 ? (
									<span class="own-words">{t('readNothing')}</span>
								) : (
									run.reads.map(({ name, site }, index) => (
										<span key={name} class="read">
											{index > 0 && <span class="dim"> → </span>}
											<span class={`read-name read-${name}`}>{name}</span>
											{site && ' '}
											<CallPlace site={site} onOpen={store.openSource} />
										</span>
									))
								)}
							</div>
							<Threw run={run} onOpen={store.openSource} />
							{run.stopped && <div class="own-words">{t('stoppedOthers')}</div>}
							{did && <div class="own-words">{did}</div>}
							<Reached sinks={sinks.filter((sink) => ranDuring(run, sink))} store={store} />
						</li>
					);
				})}
				{after.length > 0 && (
					<li class="run">
						<div class="run-head">{t('reachedLater')}</div>
						<Reached sinks={after} store={store} />
					</li>
				)}
			</ul>
		</>
	);
}

/** What browsers say of an exception instead of its text and place, which they keep from pages of another origin. */
const MUTED = 'Script error.';

/** The exception that ended a run, with its place or why there is none. */
function Threw({
	run: { threw, thrownAt },
	onOpen,
}: {
	run: HookEventOf<'listener-ran'>;
	onOpen: PanelStore['openSource'];
}) {
	if (threw === undefined) return null;
	return (
		<div class="run-threw">
			<span class="bad-text mono">{t('threwText', visible(threw))}</span>{' '}
			{thrownAt ? (
				<CallPlace site={thrownAt} onOpen={onOpen} />
			) : (
				<span class="own-words">{t(threw === MUTED ? 'thrownMuted' : 'thrownSomewhere')}</span>
			)}
		</div>
	);
}

/** Where texts of the message were found. */
function Reached({ sinks, store }: { sinks: readonly SinkReached[]; store: PanelStore }) {
	if (sinks.length === 0) return null;
	return (
		<ul class="run-sinks">
			{sinks.map((sink) => (
				<li key={sink.seq}>
					<span class="bad-text">{sinkText(sink)}</span>
					<Stack sites={sink.stack.slice(0, 1)} onOpen={store.openSource} />
				</li>
			))}
		</ul>
	);
}

/** @param elsewhere messages that it sent by a method of another window */
function sentText(run: HookEventOf<'listener-ran'>, elsewhere: number): string {
	const parts = [];
	const sent = (run.sent?.length ?? 0) + elsewhere;
	if (sent > 0) parts.push(tn('sentMessages', sent));
	if (run.frames?.length) parts.push(tn('sentFrames', run.frames.length));
	return parts.join(' · ');
}
