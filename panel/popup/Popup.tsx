import { t } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { topDocument } from '../store/reach.ts';
import { EarIcon, SettingsIcon } from '../ui/Icons.tsx';
import { documentName } from '../ui/PartyLabel.tsx';
import { ToolButton } from '../ui/ToolButton.tsx';
import type { PopupActions } from './actions.ts';
import { OutOfReach } from './OutOfReach.tsx';
import { SummaryView } from './SummaryView.tsx';

/** The toolbar button's popup: what the page's tab is about, without developer tools. */
export function Popup({ store, actions }: { store: PanelStore; actions: PopupActions }) {
	store.version.value;
	const top = topDocument(store.session);
	return (
		<div class="popup">
			<header class="popup-head">
				<EarIcon class="popup-icon" />
				<h1 class="popup-title">Earshot</h1>
				<span class="popup-page mono" title={top?.info?.url}>
					{top ? documentName(top) : ''}
				</span>
				<ToolButton label={t('settings')} onClick={actions.openSettings}>
					<SettingsIcon />
				</ToolButton>
			</header>
			<main class="popup-body" aria-busy={isBusy(store)}>
				<Content store={store} actions={actions} />
			</main>
			{store.reach.value === 'reached' && (
				<footer class="popup-foot">{t('popup_devtools', actions.devtoolsKey)}</footer>
			)}
		</div>
	);
}

function Content({ store, actions }: { store: PanelStore; actions: PopupActions }) {
	if (!store.permitted.value) return <OutOfReach reach="not-permitted" actions={actions} />;
	const reach = store.reach.value;
	if (reach === 'checking') return <Skeleton />;
	if (reach === 'reached') return <SummaryView store={store} actions={actions} />;
	return <OutOfReach reach={reach} actions={actions} />;
}

const isBusy = (store: PanelStore): boolean =>
	store.permitted.value && (store.reach.value === 'checking' || !store.settled.value);

/** The place that the summary will take. */
function Skeleton() {
	return (
		<div class="skeleton">
			<p class="unseen" role="status">
				{t('popup_checking')}
			</p>
			<span class="skeleton-block" />
			{[0, 1, 2].map((line) => (
				<span key={line} class="skeleton-line" />
			))}
		</div>
	);
}
