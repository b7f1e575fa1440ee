import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListenerRecord } from '../../../../src/session/listener-record.ts';
import { t } from '../../../i18n.ts';
import type { Judgement } from '../../../store/analysis-store.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import type { CodeView } from './code-view.ts';
import { lineStarts, positionOf } from './lines.ts';
import { SourceBar } from './SourceBar.tsx';
import { SourceNotes } from './SourceNotes.tsx';
import { searchPhrases } from './search-phrases.ts';
import type { Form, Shown } from './shown.ts';
import { chosenForm, useSource } from './use-shown.ts';

interface SourcePaneProps {
	store: PanelStore;
	listener: ListenerRecord;
	judgement: Judgement;
	/** Id of a mark to go to, with each new object. */
	jump: Signal<{ id: string } | undefined>;
	/** Told the lines of the marks in the text that is shown, by their ids. */
	onLines(lines: ReadonlyMap<string, number>): void;
}

/** The source of a listener with what decided its verdict marked, in the most readable form that there is. */
export function SourcePane({ store, listener, judgement, jump, onLines }: SourcePaneProps) {
	const [fileIndex, setFile] = useState<number | undefined>(undefined);
	const source = useSource(store, listener, judgement, fileIndex);
	const { shown, executed, map, form } = source;
	const host = useRef<HTMLDivElement>(null);
	const view = useRef<CodeView | undefined>(undefined);
	const [cursor, setCursor] = useState(0);
	/** Where a person was in the script, to be there in its other form too. */
	const kept = useRef<number | undefined>(undefined);
	/** A jump that waits for its text. */
	const waiting = useRef<string | undefined>(undefined);

	useEffect(() => {
		const parent = host.current;
		if (!parent || !shown) return undefined;
		const at = kept.current === undefined ? shown.at : (shown.fromScript?.(kept.current) ?? shown.at);
		kept.current = undefined;
		setCursor(at);
		onLines(linesOf(shown));
		let gone = false;
		// The editor comes in its own file, when first needed.
		void import('./code-view.ts').then(({ showCode }) => {
			if (gone) return;
			view.current = showCode(parent, {
				text: shown.text,
				name: shown.name,
				marks: shown.marks,
				at,
				label: t('sourceCode'),
				phrases: searchPhrases(),
				onCursor: setCursor,
			});
			parent.dataset['form'] = shown.form;
			if (waiting.current !== undefined) view.current.jump(waiting.current);
			waiting.current = undefined;
		});
		return () => {
			gone = true;
			view.current?.close();
			view.current = undefined;
			delete parent.dataset['form'];
		};
	}, [shown, onLines]);

	const keep = (): void => {
		kept.current = shown?.toScript?.(cursor);
	};
	const onForm = (to: Form): void => {
		if (to !== form) keep();
	};
	const wanted = jump.value;
	// Once for each wish.
	useEffect(() => {
		if (!wanted) return;
		host.current?.scrollIntoView({ block: 'nearest' });
		if (view.current?.jump(wanted.id)) return;
		waiting.current = wanted.id;
		const mapped =
			map.state === 'ready'
				? map.stretches[executed.marks.findIndex(({ id }) => id === wanted.id)]
				: undefined;
		if (form !== 'original') return;
		// It is in another of the original files, or in none of them.
		if (mapped) setFile(mapped.source);
		else chosenForm.value = 'pretty';
	}, [wanted]);

	return (
		<div class="source-pane">
			<SourceBar
				store={store}
				source={source}
				cursor={cursor}
				onFile={setFile}
				onForm={onForm}
				onFind={() => view.current?.find()}
			/>
			<SourceNotes store={store} source={source} />
			{!shown && (
				<p class="own-words pad">{t(form === 'original' ? 'source_loadingFile' : 'source_printing')}</p>
			)}
			{/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the editor in it go no further */}
			<div class="source" ref={host} onKeyDown={keepUsed} />
		</div>
	);
}

/** Chromium's developer tools would open their own search for a key that the editor has used already. */
function keepUsed(event: KeyboardEvent): void {
	if (event.defaultPrevented) event.stopPropagation();
}

function linesOf({ text, marks }: Shown): ReadonlyMap<string, number> {
	const starts = lineStarts(text);
	return new Map(marks.map(({ id, from }) => [id, positionOf(starts, from).line]));
}
