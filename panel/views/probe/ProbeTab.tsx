import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { hasCallback, type ListenerRecord } from '../../../src/session/listener-record.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { ProbeDesk } from '../../store/probe/probe-desk.ts';
import type { ProbePaneProps } from './ProbePane.tsx';

interface ProbeTabProps {
	store: PanelStore;
	listener: ListenerRecord;
}

/** Whether a listener can be put to the test at all: one of a window, of a page that is there. */
export function isProbeable(store: PanelStore, { added }: ListenerRecord): boolean {
	return !store.isSaved && added.target.kind === 'window' && added.type === 'message';
}

/** The pane for probing a listener; its code comes when it is first opened. */
export function ProbeTab({ store, listener }: ProbeTabProps) {
	const [loaded, setLoaded] = useState<{ desk: ProbeDesk; Pane: ComponentType<ProbePaneProps> }>();
	const isSeen = hasCallback(listener);
	useEffect(() => {
		let current = true;
		if (isSeen)
			void Promise.all([store.probes.deskOf(listener), import('./ProbePane.tsx')]).then(([desk, code]) => {
				if (current) setLoaded({ desk, Pane: code.ProbePane });
			});
		return () => {
			current = false;
		};
	}, [store, listener, isSeen]);
	return (
		<>
			<p class="notice">{t('probingWhat')}</p>
			{!isSeen && <p class="own-words pad">{t('probingUnseen')}</p>}
			{loaded && <loaded.Pane store={store} listener={listener} desk={loaded.desk} />}
		</>
	);
}
