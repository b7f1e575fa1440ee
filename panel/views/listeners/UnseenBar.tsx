import { t, tn } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';

/** How many listeners the browser has that no hook has seen, and what could not be compared. */
export function UnseenBar({ store }: { store: PanelStore }) {
	const { session, unseen } = store;
	if (store.isSaved) return null;
	if (unseen.state.value === 'unsupported')
		return <p class="list-note own-words">{t('unseenUnsupported')}</p>;
	const count = session.listeners.filter(
		(listener) => listener?.added.how === 'unseen' && !listener.removed && listener.endedAt === undefined,
	).length;
	const missed = unseen.notAsked.value;
	return (
		<div class="list-note">
			<span class={count > 0 ? 'bad-text' : 'own-words'} title={t('unseenTitle')}>
				{count > 0 ? tn('unseenListeners', count) : t('unseenNone')}
			</span>
			{missed > 0 && (
				<span class="own-words" title={t('notAskedTitle')}>
					{tn('notAsked', missed)}
				</span>
			)}
			<span class="spacer" />
			<button
				type="button"
				class="link"
				disabled={unseen.state.value === 'looking'}
				onClick={() => void unseen.refresh()}
			>
				{t('lookAgain')}
			</button>
		</div>
	);
}
