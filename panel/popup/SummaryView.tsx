import type { ComponentChildren } from 'preact';
import { whyUnhooked } from '../../src/session/unhooked.ts';
import { visible } from '../../src/session/visible.ts';
import { formatCount, t, tn, tOf } from '../i18n.ts';
import type { Finding } from '../store/findings.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { documentName } from '../ui/PartyLabel.tsx';
import { shortPlace } from '../ui/place.ts';
import { findingReason } from '../views/findings/finding-title.ts';
import type { PopupActions } from './actions.ts';
import { type Summary, summaryOf } from './summary.ts';

/** The tab in a few numbers, the worst thing first. */
export function SummaryView({ store, actions }: { store: PanelStore; actions: PopupActions }) {
	const summary = summaryOf(store);
	const { listeners, sockets, frames, findings } = summary;
	const isQuiet = listeners.total === 0 && sockets.total === 0;
	return (
		<>
			<Worst findings={findings} isQuiet={isQuiet} isJudging={listeners.pending > 0} />
			<dl class="popup-counts">
				<Line label={t('tab_listeners')} count={listeners.total}>
					<ListenerCounts listeners={listeners} />
				</Line>
				<Line label={t('tab_sockets')} count={sockets.total}>
					{sockets.plain > 0 && <span class="badge badge-weak">{tn('popup_plain', sockets.plain)}</span>}
				</Line>
				<Line
					label={t('popup_frames')}
					count={frames.watched + frames.partly.length + frames.unwatched.length}
				>
					<FrameCounts frames={frames} />
				</Line>
			</dl>
			<Exceptions frames={frames} actions={actions} />
		</>
	);
}

function Worst({
	findings,
	isQuiet,
	isJudging,
}: {
	findings: Finding[];
	isQuiet: boolean;
	isJudging: boolean;
}) {
	const [worst] = findings;
	// While listeners are being judged, only the worst that there is can stay what it is.
	if (!worst || (isJudging && worst.severity !== 'high')) {
		const words = isJudging ? t('popup_judging') : t(isQuiet ? 'popup_quiet' : 'popup_clean');
		return (
			<section class={isJudging ? 'worst' : 'worst worst-clean'}>
				<p>{words}</p>
			</section>
		);
	}
	return (
		<section class={`worst worst-${worst.severity}`} aria-label={t('popup_worst')}>
			<p class="worst-head">
				<span class={`severity severity-${worst.severity}`}>{tOf('severity', worst.severity)}</span>
				<span class="worst-count">{tn('popup_findings', findings.length)}</span>
			</p>
			<p class="worst-words">{findingReason(worst)}</p>
			<p class="worst-place mono" title={visible(worst.subject)}>
				{visible(worst.rule === 'listener' ? shortPlace(worst.subject) : worst.subject)}
			</p>
		</section>
	);
}

function Line({ label, count, children }: { label: string; count: number; children: ComponentChildren }) {
	return (
		<div class="popup-line">
			<dt>{label}</dt>
			<dd class="popup-count">{formatCount(count)}</dd>
			<dd class="popup-badges">{children}</dd>
		</div>
	);
}

function ListenerCounts({ listeners }: Pick<Summary, 'listeners'>) {
	const { verdicts, pending, withoutOrigin } = listeners;
	return (
		<>
			{verdicts.map(([verdict, count]) => (
				<span key={verdict} class={`badge badge-${verdict}`} title={tOf('verdictMeaning', verdict)}>
					{formatCount(count)} {tOf('verdict', verdict)}
				</span>
			))}
			{withoutOrigin > 0 && (
				<span class="badge badge-plain" title={t('reason_notApplicable')}>
					{tn('popup_unjudged', withoutOrigin)}
				</span>
			)}
			{pending > 0 && (
				<span class="badge badge-plain" title={t('reason_pending')}>
					{tn('popup_pending', pending)}
				</span>
			)}
		</>
	);
}

function FrameCounts({ frames }: Pick<Summary, 'frames'>) {
	const { watched, partly, unwatched } = frames;
	if (partly.length + unwatched.length === 0) {
		return <span class="dim">{t('popup_allWatched')}</span>;
	}
	return (
		<>
			{watched > 0 && <span class="badge badge-plain">{tn('popup_watched', watched)}</span>}
			{partly.length > 0 && <span class="badge badge-weak">{tn('popup_partly', partly.length)}</span>}
			{unwatched.length > 0 && (
				<span class="badge badge-weak">{tn('popup_unwatched', unwatched.length)}</span>
			)}
		</>
	);
}

/** Which frames are not watched from their start, and why. */
function Exceptions({ frames, actions }: Pick<Summary, 'frames'> & { actions: PopupActions }) {
	const { partly, unwatched } = frames;
	if (partly.length + unwatched.length === 0) return null;
	return (
		<section class="exceptions">
			<ul>
				{partly.map((record) => (
					<li key={record.index}>
						<span class="mono">{documentName(record)}</span>{' '}
						<span class="dim">{t(record.info?.hooked === 'late' ? 'popup_late' : 'popup_scriptsOff')}</span>
					</li>
				))}
				{unwatched.map((frame) => (
					<li key={frame.frameId}>
						<span class="mono">{frame.url}</span>{' '}
						<span class="dim">{tOf('unhookedWhy', whyUnhooked(frame))}</span>
					</li>
				))}
			</ul>
			<button type="button" class="button" onClick={actions.reloadPage}>
				{t('reloadPage')}
			</button>
		</section>
	);
}
