import { useState } from 'preact/hooks';
import { utf8Length } from '../../../src/decode/bytes/utf8.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import type { Decision } from '../../../src/session/hijack/decide.ts';
import type { ProbeResult } from '../../../src/session/hijack/likeness.ts';
import type { Probe } from '../../../src/session/hijack/plan-probes.ts';
import { hasSecret } from '../../../src/session/secrets.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatSize, t, tOf } from '../../i18n.ts';
import type { HijackTest } from '../../store/hijack-store.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { failureText } from '../../ui/failure-text.ts';
import { Section } from '../detail/Facts.tsx';

/** The hijacking test of a socket: what it will do, and what it found. */
export function HijackPane({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { hijack, handshakes } = store;
	store.version.value;
	const [withFirst, setWithFirst] = useState(false);
	const plan = hijack.plan(socket);
	const test = hijack.of(socket);
	const first = firstSent(store, socket);
	if (!plan) return <p class="own-words pad">{t('hijackNotHere')}</p>;
	const mayRead = handshakes.grants.value?.includes('cookies') ?? false;
	return (
		<>
			<Section title={t('hijackTest')}>
				<div class="asking-here">
					<p>{t('hijackWhat')}</p>
					<p>{t('hijackSends', socket.url, plan.first.length, plan.first.length + plan.near.length)}</p>
					{first !== undefined && (
						<label class="check">
							<input
								type="checkbox"
								checked={withFirst}
								onChange={(event) => setWithFirst(event.currentTarget.checked)}
							/>
							{t('hijackFirst', visible(first.slice(0, 120)), formatSize(utf8Length(first)))}
						</label>
					)}
					{mayRead ? (
						<button
							type="button"
							class="button"
							disabled={test?.state === 'running'}
							onClick={() => void hijack.run(socket, withFirst ? first : undefined)}
						>
							{t('hijackRun')}
						</button>
					) : (
						<>
							<p>{t('hijackNeedsCookies')}</p>
							<button type="button" class="button" onClick={() => handshakes.ask?.()}>
								{t('allow')}
							</button>
						</>
					)}
				</div>
			</Section>
			<div role="status">{test && <Outcome socket={socket} test={test} />}</div>
		</>
	);
}

function Outcome({ socket, test }: { socket: SocketRecord; test: HijackTest }) {
	if (test.state === 'running')
		return <p class="own-words pad">{t('hijackRunning', test.done + 1, test.of)}</p>;
	if (test.state === 'failed') return <p class="notice">{t('hijackFailed', failureText(test.failure))}</p>;
	const { decision, probes, results } = test;
	return (
		<Section title={t('hijackResult')}>
			<div class="verdict-head">
				<span class={`badge badge-${TONES[decision.verdict]}`}>{tOf('hijack', decision.verdict)}</span>
				<p class="verdict-reason">{tOf('hijackMeaning', decision.verdict)}</p>
				{decision.why && <p>{tOf('hijackWhy', decision.why)}</p>}
				<Reach decision={decision} attacker={results.get('attacker')} foreign={results.get('foreign')} />
				{carriesToken(socket) && <p>{t('hijackToken')}</p>}
			</div>
			<table class="types cookies" aria-label={t('hijackProbes')}>
				<thead>
					<tr>
						<th scope="col">{t('hijackAs')}</th>
						<th scope="col">Origin</th>
						<th scope="col">{t('cookiesSent')}</th>
						<th scope="col">{t('hijackAnswer')}</th>
					</tr>
				</thead>
				<tbody>
					{probes.map((probe) => (
						<ProbeLine
							key={probe.kind}
							probe={probe}
							result={results.get(probe.kind)}
							hasPassed={decision.passed.includes(probe)}
						/>
					))}
				</tbody>
			</table>
		</Section>
	);
}

const TONES = {
	hijackable: 'none',
	kept: 'weak',
	blind: 'source-only',
	weak: 'weak',
	checked: 'strict',
	undecidable: 'unknown',
} as const;

/** Which browsers and settings the finding holds for. */
function Reach({
	decision,
	attacker,
	foreign,
}: {
	decision: Decision;
	attacker: ProbeResult | undefined;
	foreign: ProbeResult | undefined;
}) {
	const { verdict, passed } = decision;
	if (verdict === 'hijackable') return <p>{t('hijackReach', attacker?.cookies.join(', ') ?? '')}</p>;
	if (verdict === 'kept') return <p>{t('hijackReachKept', foreign?.cookies.join(', ') ?? '')}</p>;
	if (verdict !== 'weak') return null;
	return (
		<p>
			{t('hijackPassed')} <code class="witness">{passed.map(({ origin }) => origin).join(' ')}</code>
		</p>
	);
}

function ProbeLine({
	probe,
	result,
	hasPassed,
}: {
	probe: Probe;
	result: ProbeResult | undefined;
	hasPassed: boolean;
}) {
	const said = result?.messages[0];
	return (
		<tr class={hasPassed ? 'probe-passed' : ''}>
			<th scope="row">{tOf('probe', probe.kind)}</th>
			<td class="mono">{probe.origin}</td>
			<td class="mono">{result?.cookies.join(', ') || <span class="own-words">{t('hijackNone')}</span>}</td>
			<td>
				{!result?.opened
					? t('hijackRefused')
					: result.code === undefined
						? t('hijackOpened')
						: t('hijackClosed', result.code)}
				{said !== undefined && <div class="mono dim">{visible(said.slice(0, 160))}</div>}
			</td>
		</tr>
	);
}

function carriesToken({ url, protocols }: SocketRecord): boolean {
	return hasSecret(url) || protocols.some(hasSecret);
}

/** The page's own first message, where it was a text. */
function firstSent({ session }: PanelStore, { frames }: SocketRecord): string | undefined {
	const row = frames.find((each) => session.holds(each) && session.rows.direction(each) === 'out');
	const event = row === undefined ? undefined : eventOf(session, row);
	if (event?.kind !== 'socket-frame' || !event.complete) return undefined;
	return event.data.t === 'string' ? event.data.v : undefined;
}
