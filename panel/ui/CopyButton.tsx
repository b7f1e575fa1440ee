import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n.ts';
import { copyText } from './copy-text.ts';
import { CheckIcon, CopyIcon } from './Icons.tsx';
import { ToolButton } from './ToolButton.tsx';

/** How long the button shows that it worked, in ms. */
const SHOWN = 1_500;

/** Copies a text that is made when it is asked for; the button shows for a moment that it did. */
export function CopyButton({ label, text }: { label?: string; text: () => string }) {
	const [done, setDone] = useState(false);
	useEffect(() => {
		if (!done) return undefined;
		const timer = setTimeout(() => setDone(false), SHOWN);
		return () => clearTimeout(timer);
	}, [done]);
	return (
		<ToolButton label={label ?? t('copy')} onClick={() => void copyText(text()).then(setDone)}>
			{done ? <CheckIcon class="icon-done" /> : <CopyIcon />}
		</ToolButton>
	);
}
