import { useRef } from 'preact/hooks';
import { completionsOf } from '../../../src/session/query-completion.ts';
import type { QueryKey } from '../../../src/session/query-syntax.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { FilterField } from '../filter/FilterField.tsx';
import { seenInFrames } from '../filter/seen-values.ts';

/** What tells the frames of one socket from each other; all else is the same of all of them. */
const KEYS: readonly QueryKey[] = ['dir', 'type', 'size', 'path', 'listener', 'is', 'has'];

/** The filter of a socket's frames: the same words as the panel's own. */
export function FrameFilter({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const input = useRef<HTMLInputElement>(null);
	const { filter, query } = store.frameList;
	return (
		<FilterField
			id="frame-filter"
			label={t('filterFrames')}
			input={input}
			filter={filter}
			query={query.value}
			complete={(text) => completionsOf(text, (key) => seenInFrames(store, socket, key), KEYS)}
			toList={() => document.getElementById('frames')?.focus()}
		/>
	);
}
