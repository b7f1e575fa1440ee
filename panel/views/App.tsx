import type { PanelStore } from '../store/panel-store.ts';
import type { Tab } from '../store/selection.ts';
import { Banner } from './Banner.tsx';
import { TransferBanner } from './export/TransferBanner.tsx';
import { FindingsView } from './findings/FindingsView.tsx';
import { ListenersView } from './listeners/ListenersView.tsx';
import { StatusBar } from './StatusBar.tsx';
import { SocketsView } from './sockets/SocketsView.tsx';
import { Toolbar } from './Toolbar.tsx';
import { TimelineView } from './timeline/TimelineView.tsx';

const SHOWN: readonly Tab[] = ['timeline', 'listeners', 'sockets', 'findings'];

/** The whole panel. `onAsk` asks for the permission to run on pages. */
export function App({ store, onAsk }: { store: PanelStore; onAsk: () => void }) {
	const tab = store.selection.tab.value;
	return (
		<div class="app">
			<header class="top">
				<h1 class="unseen">Earshot</h1>
				<Toolbar store={store} shown={SHOWN} />
				<Banner store={store} onAsk={onAsk} />
				<TransferBanner />
			</header>
			<main class="middle">
				<div id="main-panel" class="view" role="tabpanel" aria-labelledby={`main-${tab}`}>
					{tab === 'timeline' && <TimelineView store={store} />}
					{tab === 'listeners' && <ListenersView store={store} />}
					{tab === 'sockets' && <SocketsView store={store} />}
					{tab === 'findings' && <FindingsView store={store} />}
				</div>
			</main>
			<footer>
				<StatusBar store={store} />
			</footer>
		</div>
	);
}
