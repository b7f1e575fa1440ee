import type { DocumentRecord } from '../../../src/session/documents.ts';
import type { Session } from '../../../src/session/session.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { SocketActs } from '../../store/socket-acts.ts';
import { DisclosureIcon } from '../../ui/Icons.tsx';
import { documentName } from '../../ui/PartyLabel.tsx';
import { OpenForm } from './act/OpenForm.tsx';

/** The head of the list of sockets: opens one in the page, also where the page has none. */
export function OpenBar({ store, acts }: { store: PanelStore; acts: SocketActs }) {
	store.version.value;
	const isOpen = acts.isOpening.value;
	const documents = liveDocuments(store.session);
	const chosen = documents.find(({ index }) => index === acts.openingIn.value) ?? documents[0];
	return (
		<div class="list-head">
			<div class="bar acts-bar">
				<button
					type="button"
					class="toggle acts-toggle"
					aria-expanded={isOpen}
					onClick={() => {
						acts.isOpening.value = !isOpen;
					}}
				>
					<DisclosureIcon />
					{t('act_open')}
				</button>
			</div>
			{isOpen && (
				<div class="open-form">
					{documents.length > 1 && (
						<label class="act-label">
							{t('column_frame')}
							<select
								class="choice act-target"
								value={chosen?.index}
								onChange={(event) => {
									acts.openingIn.value = Number(event.currentTarget.value);
								}}
							>
								{documents.map((document) => (
									<option key={document.index} value={document.index}>
										{documentName(document)}
									</option>
								))}
							</select>
						</label>
					)}
					{chosen ? (
						<OpenForm acts={acts} document={chosen.index} draft={acts.opening} />
					) : (
						<p class="own-words pad">{t('act_noPage')}</p>
					)}
				</div>
			)}
		</div>
	);
}

/** Documents that are there, the page itself first. */
function liveDocuments({ documents }: Session): DocumentRecord[] {
	return [...documents]
		.filter(({ info, endedAt }) => info !== undefined && endedAt === undefined)
		.sort((a, b) => Number(b.info?.frameId === 0) - Number(a.info?.frameId === 0));
}
