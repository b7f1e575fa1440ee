import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { t, tn } from '../../i18n.ts';
import { patternOf } from '../../store/decoding/remembered.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { DecodersMissing } from '../detail/DecodersMissing.tsx';
import { ProtoForm } from './ProtoForm.tsx';

interface ProtocolChoiceProps {
	store: PanelStore;
	socket: SocketRecord;
	/** What else stands in its line. */
	children?: ComponentChildren;
}

/** Says as what a socket's frames are read, and lets a person choose; the socket is decoded as long as this is shown. */
export function ProtocolChoice({ store, socket, children }: ProtocolChoiceProps) {
	const { decoding } = store;
	const [isOpen, setOpen] = useState(false);
	store.version.value;
	decoding.version.value;
	decoding.open(socket);
	const { override, protocol, waiting, isGivenUp } = decoding.progress(socket);
	const problem = decoding.problem.value;
	const { proto } = decoding.choiceOf(socket);
	const isProtobuf = (override ?? protocol) === 'protobuf' || proto !== undefined;
	return (
		<div class="list-head">
			<div class="bar protocol-bar">
				<span aria-hidden="true">{t('column_protocol')}</span>
				<select
					class="choice"
					aria-label={t('column_protocol')}
					title={t('protocolRemembered', patternOf(socket))}
					value={override ?? ''}
					onChange={(event) => decoding.choose(socket, { protocol: event.currentTarget.value || undefined })}
				>
					<option value="">{t('automatic')}</option>
					{decoding.protocols.value.map(({ id, name }) => (
						<option key={id} value={id}>
							{name}
						</option>
					))}
				</select>
				<span class="spoken">
					{override === undefined && protocol !== '' ? decoding.nameOf(protocol) : ''}
				</span>
				{isProtobuf && (
					<button
						type="button"
						class="toggle"
						aria-expanded={isOpen}
						aria-controls="proto-form"
						onClick={() => setOpen(!isOpen)}
					>
						.proto{proto ? ' ✓' : '…'}
					</button>
				)}
				{problem !== undefined ? (
					<DecodersMissing decoding={decoding} problem={problem} />
				) : isGivenUp ? (
					<span class="own-words">{t('decodingGivenUp')}</span>
				) : (
					waiting > 0 && <span class="own-words">{tn('framesToDecode', waiting)}</span>
				)}
				{override !== undefined && (
					<span class="own-words remembered" title={patternOf(socket)}>
						{t('protocolIsRemembered')}{' '}
						<button
							type="button"
							class="link"
							onClick={() => decoding.choose(socket, { protocol: undefined })}
						>
							{t('protocolForget')}
						</button>
					</span>
				)}
				{children}
			</div>
			{isProtobuf && isOpen && <ProtoForm key={patternOf(socket)} decoding={decoding} socket={socket} />}
		</div>
	);
}
