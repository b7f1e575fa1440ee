import { useEffect } from 'preact/hooks';
import type { CookieFacts, Handshake, HeaderField } from '../../../src/protocol/handshake.ts';
import { explainHandshake, extensionParts, type Point } from '../../../src/session/explain-handshake.ts';
import { failureOf } from '../../../src/session/handshake-failure.ts';
import { isToldByLog, type SocketRecord } from '../../../src/session/socket-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { Section } from '../detail/Facts.tsx';
import { StateBar } from './StateBar.tsx';
import { useAccept } from './use-accept.ts';

/** The life of a connection, and what its opening handshake says, in words. */
export function HandshakePane({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { handshakes } = store;
	store.version.value;
	const known = socket.handshake;
	const isInLog = known?.handshake.harId !== undefined;
	const isToldThere = isToldByLog(socket);
	useEffect(() => {
		if (!isInLog || isToldThere) void handshakes.readHar?.();
	}, [socket, isInLog, isToldThere, handshakes]);
	return (
		<>
			<Section title={t('lifeOfSocket')}>
				<StateBar store={store} socket={socket} />
			</Section>
			{known && !known.certain && <p class="notice">{t('handshakeByOrder')}</p>}
			{known ? <Known socket={socket} handshake={known.handshake} /> : <Missing store={store} />}
			<AskForMore store={store} isKnown={known !== undefined} />
		</>
	);
}

function Known({ socket, handshake }: { socket: SocketRecord; handshake: Handshake }) {
	const accepts = useAccept(handshake);
	const { status, statusText, error, request = [], response, cookies } = handshake;
	const points = explainHandshake(handshake, socket.protocols, accepts);
	const failure = failureOf(handshake, socket.protocols, socket.openedAt !== undefined, accepts);
	const isDecided = socket.state !== 'connecting' || socket.openedAt !== undefined;
	return (
		<>
			<Section title={t('handshake')}>
				<p class="pad">
					<strong>
						{status === undefined ? (error ?? t('statusNotShown')) : `${status} ${statusText ?? ''}`}
					</strong>
				</p>
				{failure && isDecided && <p class="notice">{tOf('handshakeFailure', failure)}</p>}
				<dl class="points">
					{points.map((point) => (
						<PointLine key={point.header} point={point} />
					))}
				</dl>
			</Section>
			<CookieTable request={request} cookies={cookies} />
			<Headers title={t('requestHeaders')} fields={request} />
			<Headers title={t('responseHeaders')} fields={response ?? []} />
		</>
	);
}

const TONES = { good: '✓', bad: '✗', plain: '·', hidden: '?' };

function PointLine({ point }: { point: Point }) {
	const { header, value, tone, says, inserts = [] } = point;
	const parts = says === 'extensions_agreed' ? extensionParts(value) : [];
	return (
		<div class="point">
			<dt>
				<span class={`point-tone point-${tone}`} role="img" aria-label={tOf('tone', tone)}>
					{TONES[tone]}
				</span>
				{header}
			</dt>
			<dd>
				{value !== '' && <div class="mono">{visible(value)}</div>}
				<div class="point-says">{tOf('handshake', says, ...inserts)}</div>
				{parts.map(({ text, says: part, insert }) => (
					<div key={text} class="point-says">
						<span class="mono">{text}</span>: {tOf('extension', part, insert)}
					</div>
				))}
			</dd>
		</div>
	);
}

function CookieTable({
	request,
	cookies,
}: {
	request: readonly HeaderField[];
	cookies: CookieFacts[] | undefined;
}) {
	const sent = request
		.filter(({ name }) => name.toLowerCase() === 'cookie')
		.flatMap(({ value }) => value.split(';').map((pair) => pair.split('=')[0]?.trim() ?? ''));
	if (sent.length === 0) return null;
	return (
		<Section title={t('cookiesSent')}>
			<table class="types cookies" aria-label={t('cookiesSent')}>
				<thead>
					<tr>
						<th scope="col">{t('name')}</th>
						<th scope="col">SameSite</th>
						<th scope="col">{t('cookieTraits')}</th>
						<th scope="col">{t('cookieCrossSite')}</th>
					</tr>
				</thead>
				<tbody>
					{sent.map((name, index) => {
						const facts = cookies?.find((each) => each.name === name);
						return (
							<tr key={index}>
								<th scope="row" class="mono">
									{name}
								</th>
								<td>{facts ? tOf('sameSite', facts.sameSite) : t('notKnown')}</td>
								<td>{facts && traitsOf(facts)}</td>
								<td>{facts ? crossSiteText(facts) : ''}</td>
							</tr>
						);
					})}
				</tbody>
			</table>
			{!cookies && <p class="own-words pad">{t('cookiesUnknown')}</p>}
		</Section>
	);
}

function traitsOf({ secure, httpOnly, partitioned }: CookieFacts): string {
	return [secure && 'Secure', httpOnly && 'HttpOnly', partitioned && 'Partitioned']
		.filter(Boolean)
		.join(', ');
}

function crossSiteText({ sameSite, partitioned }: CookieFacts): string {
	if (partitioned || sameSite === 'lax' || sameSite === 'strict') return t('cookieStays');
	return sameSite === 'none' ? t('cookieGoes') : t('cookieDepends');
}

function Headers({ title, fields }: { title: string; fields: readonly HeaderField[] }) {
	if (fields.length === 0) return null;
	return (
		<details class="headers">
			<summary>{title}</summary>
			<dl class="facts">
				{fields.map(({ name, value }, index) => (
					<div key={index} class="fact">
						<dt>{name}</dt>
						<dd class="mono">{visible(value)}</dd>
					</div>
				))}
			</dl>
		</details>
	);
}

/** Why nothing is known. */
function Missing({ store }: { store: PanelStore }) {
	const isWatching = store.handshakes.grants.value?.includes('webRequest');
	return (
		<Section title={t('handshake')}>
			<p class="own-words pad">
				{t(store.isSaved ? 'handshakeNotSaved' : isWatching ? 'handshakeMissed' : 'handshakeNotSeen')}
			</p>
		</Section>
	);
}

/** What is still hidden without the permissions, and the way to give them. */
function AskForMore({ store, isKnown }: { store: PanelStore; isKnown: boolean }) {
	const { grants, ask } = store.handshakes;
	const given = grants.value;
	if (!ask || !given || (given.includes('webRequest') && given.includes('cookies'))) return null;
	return (
		<div class="asking-here">
			<p>{t('handshakeAskWhy')}</p>
			<button type="button" class="button" onClick={ask}>
				{t('handshakeAsk')}
			</button>
			{!isKnown && <p class="dim">{t('handshakeAskNext')}</p>}
		</div>
	);
}
