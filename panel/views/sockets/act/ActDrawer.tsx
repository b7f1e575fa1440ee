import { isToldByLog, type SocketRecord } from '../../../../src/session/socket-record.ts';
import { t, tOf } from '../../../i18n.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import { actTools, type SocketActs } from '../../../store/socket-acts.ts';
import { DisclosureIcon } from '../../../ui/Icons.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Composer } from './Composer.tsx';
import { ConnectionPane } from './ConnectionPane.tsx';
import { HeldStrip } from './HeldStrip.tsx';
import { ReplayPane } from './ReplayPane.tsx';
import { RowActs } from './RowActs.tsx';
import { RulesPane } from './RulesPane.tsx';

/** The foot of a socket's frames: what a person can do to it, folded away until wanted. */
export function ActDrawer({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { acts, session } = store;
	store.version.value;
	if (!acts) return null;
	if (isToldByLog(socket)) return <NoActs store={store} socket={socket} />;
	const isOpen = acts.isOpen.value;
	const tool = acts.tool.value;
	const row = store.selection.frame.value;
	const isHere = row !== undefined && session.holds(row) && session.rows.ref(row) === socket.index;
	return (
		<div class="acts">
			<HeldStrip store={store} acts={acts} socket={socket} />
			<div class="bar acts-bar">
				<button
					type="button"
					class="toggle acts-toggle"
					aria-expanded={isOpen}
					title={t('act_why')}
					onClick={() => {
						acts.isOpen.value = !isOpen;
					}}
				>
					<DisclosureIcon />
					{t('act_title')}
				</button>
				{isOpen && (
					<Tabs
						id="acts"
						label={t('act_title')}
						tabs={actTools.map((id) => ({ id, label: tOf('actTool', id) }))}
						selected={tool}
						onSelect={(next) => {
							acts.tool.value = next;
						}}
					/>
				)}
				<span class="spacer" />
				{isHere && (
					<RowActs
						key={row}
						acts={acts}
						decoding={store.decoding}
						socket={socket}
						row={row}
						direction={session.rows.direction(row) === 'in' ? 'in' : 'out'}
					/>
				)}
			</div>
			{isOpen && (
				<div id="acts-panel" class="acts-body" role="tabpanel" aria-labelledby={`acts-${tool}`}>
					<Tool store={store} acts={acts} socket={socket} />
				</div>
			)}
		</div>
	);
}

function Tool(props: { store: PanelStore; acts: SocketActs; socket: SocketRecord }) {
	switch (props.acts.tool.value) {
		case 'compose':
			return <Composer {...props} />;
		case 'rules':
			return <RulesPane {...props} />;
		case 'replay':
			return <ReplayPane key={props.socket.index} {...props} />;
		case 'connection':
			return <ConnectionPane {...props} />;
	}
}

/** Why nothing can be done to a socket, and where its frames come from. */
function NoActs({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { readHar } = store.handshakes;
	return (
		<p class="list-note own-words">
			{socket.unhooked ? t('act_unhooked') : t('act_stream')}{' '}
			{readHar && (
				<button type="button" class="link" onClick={() => void readHar()}>
					{t('readFrames')}
				</button>
			)}
		</p>
	);
}
