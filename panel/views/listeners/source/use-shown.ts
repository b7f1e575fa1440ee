import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OriginalFile, Stretch } from '../../../../src/analyser/source-map.ts';
import type { ListenerRecord } from '../../../../src/session/listener-record.ts';
import { spokenLanguage, t, tOf } from '../../../i18n.ts';
import type { Judgement } from '../../../store/analysis-store.ts';
import type { PanelStore } from '../../../store/panel-store.ts';
import type { FileState, MapState, PrettyState } from '../../../store/source/source-store.ts';
import { sentenceText } from '../../../ui/Said.tsx';
import { type Executed, executedOf, isMinified } from './executed.ts';
import { type Form, type Shown, showOriginal, showPretty, showScript, stretchesOf } from './shown.ts';

/** The form that a person chose, for all sources until the panel is closed; absent: the most readable one. */
export const chosenForm = signal<Form | undefined>(undefined);

export interface Source {
	executed: Executed;
	stretches: readonly Stretch[];
	token: string | undefined;
	/** Addresses of scripts around the handler that the browser gives no text of. */
	missing: readonly string[];
	map: MapState;
	/** The form that is meant to be shown, though another may stand in for it. */
	form: Form;
	/** Absent while it is made. */
	shown: Shown | undefined;
	/** State of the printed form, where that is wanted. */
	pretty: PrettyState | undefined;
	/** The original file that is looked at, and whether its text is here. */
	file: OriginalFile | undefined;
	fileState: FileState | undefined;
}

/** A listener's source in the form that is wanted; `fileIndex`: which of the original files. */
export function useSource(
	store: PanelStore,
	listener: ListenerRecord,
	judgement: Judgement,
	fileIndex: number | undefined,
): Source {
	const { sources, analysis, session } = store;
	sources.version.value;
	const text = judgement.state === 'done' ? judgement.source : analysis.sourceOf(listener);
	const executed = useMemo(
		() =>
			executedOf(listener, judgement, text, {
				registered: t('mark_registered'),
				read: t('mark_read'),
				reason: sentenceText,
				sink: (kind) => `${t('sinks')}: ${tOf('sink', kind)}`,
			}),
		[listener, judgement, text, spokenLanguage()],
	);
	const stretches = useMemo(() => stretchesOf(executed), [executed]);
	const token = session.documents.get(listener.document)?.token;
	const { script } = executed;
	const map: MapState =
		script && token !== undefined ? sources.originals(token, script, stretches) : { state: 'none' };
	const index = map.state === 'ready' ? (fileIndex ?? firstFile(map)) : 0;
	const file = map.state === 'ready' ? map.files[index] : undefined;
	const fileState = file && token !== undefined ? sources.fileText(token, file) : undefined;
	const form = formOf(executed, map);
	const pretty = form === 'pretty' ? sources.pretty(executed.text) : undefined;
	const printed = pretty?.state === 'ready' ? pretty.pretty : undefined;
	const original = fileState?.text;
	const traced = map.state === 'ready' ? map.stretches : undefined;
	const shown = useMemo(() => {
		if (form === 'original' && traced && file) {
			return original === undefined ? undefined : showOriginal(executed, traced, file, index, original);
		}
		if (pretty?.state === 'working') return undefined;
		return printed ? showPretty(executed, printed) : showScript(executed);
	}, [executed, form, traced, file, index, original, pretty?.state, printed]);
	const missing = (judgement.state === 'done' && judgement.missing) || [];
	return { executed, stretches, token, missing, map, form, shown, pretty, file, fileState };
}

function formOf(executed: Executed, map: MapState): Form {
	const chosen = chosenForm.value;
	if (map.state === 'ready' && (chosen ?? 'original') === 'original') return 'original';
	if (chosen === 'pretty' || chosen === 'script') return chosen;
	return isMinified(executed) ? 'pretty' : 'script';
}

/** The file in which the check stands, else the first that is marked, else the handler's. */
function firstFile({ stretches }: MapState & { state: 'ready' }): number {
	return stretches.find(Boolean)?.source ?? 0;
}
