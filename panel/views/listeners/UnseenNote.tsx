import { t, tn } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';

/** How many listeners the browser has that no hook has seen, and what could not be compared. */
export function UnseenNote({ store }: { store: PanelStore }) {
	const { session, unseen } = store;
	if (store.isSaved) return null;
	if (unseen.state.value === 'unsupported') {
		const words = t('unseenUnsupported');
		return (
			<span class="unseen-note">
				<span class="unseen-words own-words" title={words}>
					{words}
				</span>
			</span>
		);
	}
	const count = session.listeners.filter(
		(listener) => listener?.added.how === 'unseen' && !listener.removed && listener.endedAt === undefined,
	).length;
	const missed = unseen.notAsked.value;
	const told = [
		count > 0 ? tn('unseenListeners', count) : t('unseenNone'),
		missed > 0 ? tn('notAsked', missed) : '',
	].filter(Boolean);
	const why = [t('unseenTitle'), missed > 0 ? t('notAskedTitle') : ''].filter(Boolean);
	return (
		<span class="unseen-note">
			<span
				class={`unseen-words ${count > 0 ? 'bad-text' : 'own-words'}`}
				title={[told.join(' · '), ...why].join('\n')}
			>
				{told.join(' · ')}
			</span>
			<button
				type="button"
				class="link"
				disabled={unseen.state.value === 'looking'}
				onClick={() => void unseen.refresh()}
			>
				{t('lookAgain')}
			</button>
		</span>
	);
}
