import { useState } from 'preact/hooks';
import type { PanelStore } from '../store/panel-store.ts';
import type { PreferenceStore } from '../store/preferences.ts';
import type { Tab } from '../store/selection.ts';
import { announcement } from '../ui/announce.ts';
import { FaultBoundary } from '../ui/FaultBoundary.tsx';
import { Banner } from './Banner.tsx';
import { TransferBanner } from './export/TransferBanner.tsx';
import { ArmedBar, FindingsView, ListenersView, MapView, SettingsPane, SocketsView } from './later.ts';
import { StatusBar } from './StatusBar.tsx';
import { Toolbar } from './Toolbar.tsx';
import { TimelineView } from './timeline/TimelineView.tsx';

const SHOWN: readonly Tab[] = ['timeline', 'listeners', 'sockets', 'map', 'findings'];

interface AppProps {
	store: PanelStore;
	preferences: PreferenceStore;
	onAsk: () => void;
	onReload?: (() => void) | undefined;
}

/** The whole panel. `onAsk` asks for the permission to run on pages. */
export function App({ store, preferences, onAsk, onReload }: AppProps) {
	const tab = store.selection.tab.value;
	const [isSetting, setSetting] = useState(false);
	return (
		<div class="app">
			<header class="top">
				<h1 class="unseen">Earshot</h1>
				<Toolbar
					store={store}
					shown={SHOWN}
					isSetting={isSetting}
					onSettings={() => setSetting(!isSetting)}
				/>
				<Banner
					store={store}
					ways={{ ask: onAsk, reloadPage: onReload, openSettings: () => setSetting(true) }}
				/>
				<ArmedBar store={store} />
				<TransferBanner />
			</header>
			<main class="middle">
				{isSetting && <SettingsPane preferences={preferences} onClose={() => setSetting(false)} />}
				<div id="main-panel" class="view" hidden={isSetting} role="tabpanel" aria-labelledby={`main-${tab}`}>
					<FaultBoundary about={tab}>
						{tab === 'timeline' && <TimelineView store={store} />}
						{tab === 'listeners' && <ListenersView store={store} />}
						{tab === 'sockets' && <SocketsView store={store} />}
						{tab === 'map' && <MapView store={store} />}
						{tab === 'findings' && <FindingsView store={store} />}
					</FaultBoundary>
				</div>
			</main>
			<div class="unseen" aria-live="polite">
				{announcement.value}
			</div>
			<footer>
				<StatusBar store={store} />
			</footer>
		</div>
	);
}
