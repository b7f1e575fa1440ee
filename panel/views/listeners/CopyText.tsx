import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { copyText } from '../../ui/copy-text.ts';

interface CopyTextProps {
	/** What is copied, for those who do not see where the button stands. */
	label: string;
	/** Made when it is asked for. */
	text: () => string;
	/** Shown instead of a sign. */
	children?: ComponentChildren;
}

/** How long the button shows that it worked, in ms. */
const SHOWN = 1_500;

/** Copies a text; the button shows for a moment that it did. */
export function CopyText({ label, text, children }: CopyTextProps) {
	const [done, setDone] = useState(false);
	useEffect(() => {
		if (!done) return undefined;
		const timer = setTimeout(() => setDone(false), SHOWN);
		return () => clearTimeout(timer);
	}, [done]);
	return (
		<button
			type="button"
			class="toggle copy-text"
			title={label}
			aria-label={label}
			onClick={() => void copyText(text()).then(setDone)}
		>
			{done ? t('copied') : (children ?? t('copy'))}
		</button>
	);
}
