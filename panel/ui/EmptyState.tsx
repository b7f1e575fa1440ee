import type { ComponentChildren } from 'preact';
import { EarIcon } from './Icons.tsx';

/** What stands in place of a list without rows: what that means, and what to do. */
export function EmptyState({
	title,
	hint,
	children,
}: {
	title: string;
	hint: string;
	children?: ComponentChildren;
}) {
	return (
		<div class="empty">
			<EarIcon class="empty-icon" />
			<p class="empty-title">{title}</p>
			<p class="empty-hint">{hint}</p>
			{children}
		</div>
	);
}
