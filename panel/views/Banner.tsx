import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount, t } from '../i18n.ts';
import type { ConnectionState, PanelStore } from '../store/panel-store.ts';
import { CloseIcon } from '../ui/Icons.tsx';
import { ToolButton } from '../ui/ToolButton.tsx';
import { type Hindrance, hindranceOf, hindranceWords } from './hindrance.ts';

/** Ways out of the states in which the panel cannot show what happens. */
export interface WaysOut {
	/** Asks for the permission to run on pages. */
	ask(): void;
	/** Loads the inspected page anew; absent where that cannot be done. */
	reloadPage?: (() => void) | undefined;
	openSettings(): void;
}

/** States in which the panel cannot show all that happens, the gravest alone, and the way out of each. */
export function Banner({ store, ways }: { store: PanelStore; ways: WaysOut }) {
	store.version.value;
	if (store.isSaved) return null;
	const lost = LOST[store.connection.value];
	if (lost) return lost();
	const hindrance = hindranceOf(store);
	if (!hindrance) return <GivenUp store={store} ways={ways} />;
	return <Alert words={t(hindranceWords[hindrance])}>{wayOut(hindrance, ways)}</Alert>;
}

function wayOut(hindrance: Hindrance, ways: WaysOut): ComponentChildren {
	switch (hindrance) {
		case 'notPermitted':
			return (
				<>
					<Way label={t('allow')} go={ways.ask} />
					<span>{t('state_notPermittedHint')}</span>
				</>
			);
		case 'silent':
		case 'late':
		case 'off':
			return ways.reloadPage && <Way label={t('reloadPage')} go={ways.reloadPage} />;
		case 'leftAlone':
			return <Way label={t('openSettings')} go={ways.openSettings} />;
		case 'restricted':
		case 'file':
			return null;
	}
}

const LOST: Partial<Record<ConnectionState, () => ComponentChildren>> = {
	gone: () => (
		<Alert words={t('state_updated')}>
			<Way label={t('reload')} go={() => location.reload()} />
		</Alert>
	),
	'other-version': () => <Alert words={t('state_otherVersion')} />,
	reconnecting: () => (
		<div class="banner banner-quiet" role="status">
			{t('state_reconnecting')}
		</div>
	),
};

/** What had to go to stay within the limits, until it is read or the log is cleared. */
function GivenUp({ store, ways }: { store: PanelStore; ways: WaysOut }) {
	store.version.value;
	const [isRead, setRead] = useState(false);
	const { rows, bodies } = store.session.losses;
	if (rows + bodies === 0) {
		if (isRead) setRead(false);
		return null;
	}
	if (isRead) return null;
	return (
		<div class="banner banner-quiet" role="status">
			{t('state_givenUp', formatCount(rows), formatCount(bodies))}
			<Way label={t('keepMore')} go={ways.openSettings} />
			<span class="spacer" />
			<ToolButton label={t('dismiss')} onClick={() => setRead(true)}>
				<CloseIcon />
			</ToolButton>
		</div>
	);
}

function Alert({ words, children }: { words: string; children?: ComponentChildren }) {
	return (
		<div class="banner" role="alert">
			{words}
			{children}
		</div>
	);
}

function Way({ label, go }: { label: string; go: () => void }) {
	return (
		<button type="button" class="button" onClick={go}>
			{label}
		</button>
	);
}
