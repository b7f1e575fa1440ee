import type { ComponentChildren } from 'preact';
import { t } from '../i18n.ts';
import type { PanelStore } from '../store/panel-store.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { hindranceOf, hindranceWords } from './hindrance.ts';

interface NothingYetProps {
	store: PanelStore;
	title: string;
	hint: string;
	children?: ComponentChildren;
}

/** In place of a list that has had no rows yet. Where the page is not watched, it says that: there, none means nothing. */
export function NothingYet({ store, title, hint, children }: NothingYetProps) {
	// To a file, nothing comes any more.
	if (store.isSaved) return <EmptyState title={title} hint={t('empty_savedHint')} />;
	const hindrance = hindranceOf(store);
	if (hindrance && hindrance !== 'late')
		return <EmptyState title={t('empty_unwatched')} hint={t(hindranceWords[hindrance])} />;
	return (
		<EmptyState title={title} hint={hint}>
			{children}
		</EmptyState>
	);
}
