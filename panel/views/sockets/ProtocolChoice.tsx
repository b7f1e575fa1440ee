import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { formatCount, t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';

/** Says as what a socket's frames are read, and lets a person choose; the socket is decoded as long as this is shown. */
export function ProtocolChoice({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { decoding } = store;
	store.version.value;
	decoding.version.value;
	decoding.open(socket);
	const { override, protocol, waiting } = decoding.progress(socket);
	const problem = decoding.problem.value;
	return (
		<div class="bar protocol-bar">
			<span aria-hidden="true">{t('column_protocol')}</span>
			<select
				class="choice"
				aria-label={t('column_protocol')}
				value={override ?? ''}
				onChange={(event) => decoding.choose(socket, event.currentTarget.value || undefined)}
			>
				<option value="">{t('automatic')}</option>
				{decoding.protocols.value.map(({ id, name }) => (
					<option key={id} value={id}>
						{name}
					</option>
				))}
			</select>
			<span class="spoken">{override === undefined && protocol !== '' ? decoding.nameOf(protocol) : ''}</span>
			{problem !== undefined ? (
				<span class="own-words">{t('decodersMissing', problem)}</span>
			) : (
				waiting > 0 && <span class="own-words">{t('framesToDecode', formatCount(waiting))}</span>
			)}
		</div>
	);
}
