import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { t } from '../../i18n.ts';
import type { Finding } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { placeText } from '../../ui/place.ts';

/** Listeners that are listed; a window has rarely more. */
const MOST = 50;

/** Who could have read a credential that came in a message: every listener of the window, whoever registered it. */
export function SecretReaders({ store, finding }: { store: PanelStore; finding: Finding }) {
	const { session } = store;
	const { row } = finding;
	if (finding.secret === undefined || row === undefined || !session.holds(row)) return null;
	if (session.rows.kind(row) !== 'message') return null;
	const record = session.documentOf(row);
	if (!record) return null;
	const time = session.rows.time(row);
	const readers = session.rows
		.runs(row)
		.filter(({ reads }) => reads.some(({ name }) => name === 'data'))
		.map(({ listener }) => record.listeners.get(listener));
	const listeners = session.listeners
		.filter((one): one is ListenerRecord => one !== undefined && couldRead(one, record.index, time))
		.slice(0, MOST);
	return (
		<section class="finding-fix">
			<h2 class="finding-heading">{t('secretReaders')}</h2>
			<p class="plain">{t('secretReadersWhat', documentName(record))}</p>
			<ul class="plain">
				{listeners.map((one) => (
					<li key={one.index}>
						<button type="button" class="link mono" onClick={() => store.selection.showListener(one.index)}>
							{visible([one.added.name, placeText(one.added.stack[0])].filter(Boolean).join(' ')) ||
								t('anonymous')}
						</button>{' '}
						{readers.includes(one.index) && <span class="bad-text">{t('secretRead')}</span>}
					</li>
				))}
			</ul>
		</section>
	);
}

/** Whether a listener was there when the window got a message. */
function couldRead({ document, added, removed, endedAt }: ListenerRecord, of: number, time: number): boolean {
	if (document !== of || added.target.kind !== 'window' || added.type !== 'message') return false;
	return added.time <= time && (removed?.time ?? endedAt ?? time) >= time;
}
