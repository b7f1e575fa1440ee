import { type MessageKey, t } from '../i18n.ts';
import type { Reach } from '../store/reach.ts';
import { WarningIcon } from '../ui/Icons.tsx';
import type { PopupActions } from './actions.ts';

type Why = Exclude<Reach, 'checking' | 'reached'> | 'not-permitted';

const WORDS: Record<Why, MessageKey> = {
	'not-permitted': 'state_notPermitted',
	restricted: 'state_restricted',
	file: 'state_file',
	silent: 'state_silent',
};

/** Why nothing can be said of this tab, and the way out where there is one. */
export function OutOfReach({ reach, actions }: { reach: Why; actions: PopupActions }) {
	return (
		<div class="out-of-reach" role="status">
			<WarningIcon class="out-of-reach-icon" />
			<p>{t(WORDS[reach])}</p>
			{reach === 'not-permitted' && (
				<>
					<button type="button" class="button" onClick={actions.ask}>
						{t('allow')}
					</button>
					<p class="dim">{t('state_notPermittedHint')}</p>
				</>
			)}
			{reach === 'silent' && (
				<button type="button" class="button" onClick={actions.reloadPage}>
					{t('reloadPage')}
				</button>
			)}
		</div>
	);
}
