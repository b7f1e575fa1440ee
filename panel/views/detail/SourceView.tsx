import { useEffect, useRef } from 'preact/hooks';
import type { Place } from '../../../src/analyser/verdict.ts';
import { t } from '../../i18n.ts';

interface SourceViewProps {
	text: string;
	/** Places that decided the verdict. */
	marks: readonly Place[];
	/** Places where message data is used. */
	uses: readonly Place[];
}

/** Source text with the deciding lines marked. The editor comes in its own file, when first needed. */
export function SourceView({ text, marks, uses }: SourceViewProps) {
	const host = useRef<HTMLDivElement>(null);
	const places = JSON.stringify([marks, uses]);
	useEffect(() => {
		const parent = host.current;
		if (!parent) return undefined;
		let close: (() => void) | undefined;
		let gone = false;
		const [deciding, used] = JSON.parse(places) as [Place[], Place[]];
		void import('./code-editor.ts').then(({ showCode }) => {
			if (gone) return;
			parent.replaceChildren();
			close = showCode(parent, text, deciding, used, t('sourceCode'));
		});
		return () => {
			gone = true;
			close?.();
		};
	}, [text, places]);
	return (
		<div class="source" ref={host}>
			<pre class="raw">{text}</pre>
		</div>
	);
}
