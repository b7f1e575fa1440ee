import { useMemo, useState } from 'preact/hooks';
import type { Session } from '../../../src/session/session.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { PreferenceStore } from '../../store/preferences.ts';
import { createTransfer } from '../../store/transfer.ts';
import { App } from '../App.tsx';
import { download } from './download.ts';
import { type Shown, TransferContext } from './transfer-context.ts';

interface WorkbenchProps {
	/** The tab's. */
	store: PanelStore;
	/** Version of Earshot. */
	version: string;
	/** Makes the store of an opened file. */
	storeOf(session: Session): PanelStore;
	preferences: PreferenceStore;
	onAsk: () => void;
	onReload?: (() => void) | undefined;
}

/** The panel, about the tab or about a file; the tab is recorded on while a file is shown. */
export function Workbench({ store, version, storeOf, preferences, onAsk, onReload }: WorkbenchProps) {
	const [file, setFile] = useState<{ shown: Shown; store: PanelStore }>();
	const transfer = useMemo(
		() =>
			createTransfer({
				version,
				now: () => Date.now(),
				pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
				save: download,
				show: (name, { session, savedAt, redacted, tally }) =>
					setFile({ shown: { name, savedAt, redacted, tally }, store: storeOf(session) }),
			}),
		[version, storeOf],
	);
	return (
		<TransferContext.Provider value={{ transfer, shown: file?.shown, close: () => setFile(undefined) }}>
			<App
				key={file?.shown.name ?? ''}
				store={file?.store ?? store}
				preferences={preferences}
				onAsk={onAsk}
				onReload={onReload}
			/>
		</TransferContext.Provider>
	);
}
