import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount, type MessageKey, t } from '../i18n.ts';
import type { ConnectionState, PanelStore } from '../store/panel-store.ts';
import { type Reach, topDocument } from '../store/reach.ts';
import { CloseIcon } from '../ui/Icons.tsx';
import { ToolButton } from '../ui/ToolButton.tsx';

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
	if (!store.permitted.value) {
		return (
			<Alert words={t('state_notPermitted')}>
				<Way label={t('allow')} go={ways.ask} />
				<span>{t('state_notPermittedHint')}</span>
			</Alert>
		);
	}
	const unreached = UNREACHED[store.reach.value];
	const reload = ways.reloadPage && <Way label={t('reloadPage')} go={ways.reloadPage} />;
	if (unreached) return <Alert words={t(unreached)}>{store.reach.value === 'silent' && reload}</Alert>;
	switch (topDocument(store.session)?.info?.hooked) {
		case 'late':
			return <Alert words={t('state_late')}>{reload}</Alert>;
		case 'off':
			return <Alert words={t('state_off')}>{reload}</Alert>;
		case 'left-alone':
			return (
				<Alert words={t('state_leftAlone')}>
					<Way label={t('openSettings')} go={ways.openSettings} />
				</Alert>
			);
		default:
	}
	return <GivenUp store={store} ways={ways} />;
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

const UNREACHED: Partial<Record<Reach, MessageKey>> = {
	restricted: 'state_restricted',
	file: 'state_file',
	silent: 'state_silent',
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
