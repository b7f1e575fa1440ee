import type { ComponentChildren } from 'preact';
import { useErrorBoundary, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n.ts';
import { CopyButton } from './CopyButton.tsx';

/**
 * Where what is in it fails to be drawn, says so in its place: a part that stands still would show what is no longer so.
 * With something else to be about, it is tried anew.
 */
export function FaultBoundary({ about, children }: { about: unknown; children: ComponentChildren }) {
	const [error, tryAgain] = useErrorBoundary() as [unknown, () => void];
	const failed = useRef(about);
	if (error === undefined) failed.current = about;
	const isOther = failed.current !== about;
	useLayoutEffect(() => {
		if (isOther) tryAgain();
	}, [isOther]);
	if (error === undefined) return children;
	return (
		<div class="notice" role="alert">
			{t('notShown', String(error))}
			<CopyButton text={() => (error instanceof Error ? `${error}\n${error.stack ?? ''}` : String(error))} />
		</div>
	);
}
