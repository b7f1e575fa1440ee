import type { ComponentChildren } from 'preact';
import type { ProbeTranscript } from '../../../src/protocol/probe.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, formatSpan, t, tn } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { CallPlace } from '../../ui/CallPlace.tsx';

interface Run {
	title: string;
	origin: string;
	transcript: ProbeTranscript;
}

type OpenSource = PanelStore['openSource'];

/** Transcripts side by side, one column each: the same kind of act stands in the same row. */
export function Transcripts({ store, runs }: { store: PanelStore; runs: readonly Run[] }) {
	const rows = rowsWith(store.openSource).filter(
		([, , isWorth]) => !isWorth || runs.some(({ transcript }) => isWorth(transcript)),
	);
	return (
		<table class="probing-table" aria-label={t('probingDid')}>
			<thead>
				<tr>
					<td class="probing-corner" />
					{runs.map(({ title, origin }) => (
						<th key={title} scope="col">
							{title} <code>{origin}</code>
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map(([name, content]) => (
					<tr key={name}>
						<th scope="row">{name}</th>
						{runs.map(({ title, transcript }) => (
							<td key={title}>{content(transcript)}</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

type RowContent = (transcript: ProbeTranscript) => ComponentChildren;

/** Rows by name; the last member tells whether a row that is only shown when there is something has something. */
function rowsWith(onOpen: OpenSource): [string, RowContent, ((transcript: ProbeTranscript) => boolean)?][] {
	return [
		[
			t('probingReads'),
			({ reads }) =>
				list(
					reads.map(({ name, site }) => (
						<>
							<span class={`read-name read-${name}`}>{name}</span> <CallPlace site={site} onOpen={onOpen} />
						</>
					)),
				),
		],
		[
			t('probingSinks'),
			({ sinks }) =>
				list(
					alike(sinks).map(([{ sink, site, value, held, fromPayload }, times]) => (
						<>
							<b class={fromPayload ? 'bad-text' : ''}>{sink}</b> <CallPlace site={site} onOpen={onOpen} />
							<Times times={times} />
							<div class="probing-marks">
								{fromPayload && <span class="badge badge-bad">{t('probingCarried')}</span>}
								<Held held={held} />
							</div>
							<Value text={value} />
						</>
					)),
				),
		],
		[
			t('probingSends'),
			({ sends }) =>
				list(
					alike(sends).map(([{ via, to, site, value, held }, times]) => (
						<>
							<b>{via}</b> {to !== undefined && <span>{t('probingTo', to)} </span>}
							<CallPlace site={site} onOpen={onOpen} />
							<Times times={times} />
							<div class="probing-marks">
								<Held held={held} />
							</div>
							<Value text={held || value ? value : t('omitted_not_observable')} />
						</>
					)),
				),
		],
		[
			t('probingChanges'),
			({ mutations: { count, summary, unclear } }) => (
				<>
					{list([
						...(count > 0 ? [formatCount(count)] : []),
						...summary.map((words) => <span class="mono">{visible(words)}</span>),
					])}
					{unclear && (
						<p class="own-words">
							{t('probingUnclear', formatCount(unclear.count), visible(unclear.summary.join(', ')))}
						</p>
					)}
				</>
			),
		],
		[
			t('probingThrew'),
			({ threw }) =>
				threw && (
					<>
						<span class="bad-text mono">{visible(threw.message)}</span>{' '}
						<CallPlace site={threw.site} onOpen={onOpen} />
					</>
				),
			({ threw }) => threw !== undefined,
		],
		[
			t('probingTook'),
			({ duration, leftOut, outcome, waiting = 0 }) => (
				<>
					{formatSpan(duration)}
					{outcome === 'stuck' && <p class="bad-text">{t('probingCut')}</p>}
					{waiting > 0 && <p class="own-words">{t('probingWaiting', formatCount(waiting))}</p>}
					{leftOut > 0 && <p class="bad-text">{tn('probingLeftOut', leftOut)}</p>}
				</>
			),
		],
	];
}

/** Acts that are the same to the last member, once each, with how many there were. */
function alike<T>(acts: readonly T[]): [T, number][] {
	const found = new Map<string, [T, number]>();
	for (const act of acts) {
		const key = JSON.stringify(act);
		found.set(key, [act, (found.get(key)?.[1] ?? 0) + 1]);
	}
	return [...found.values()];
}

function list(items: readonly ComponentChildren[]) {
	if (items.length === 0) return <span class="dim">{t('probingNothing')}</span>;
	return (
		<ol class="probing-list">
			{items.map((item, index) => (
				<li key={index}>{item}</li>
			))}
		</ol>
	);
}

function Times({ times }: { times: number }) {
	return times > 1 ? <span class="dim"> × {formatCount(times)}</span> : null;
}

function Held({ held }: { held: boolean }) {
	return held ? <span class="badge badge-strict">{t('probingHeld')}</span> : null;
}

function Value({ text }: { text: string }) {
	return text === '' ? null : <code class="probing-value">{visible(text.slice(0, 300))}</code>;
}
