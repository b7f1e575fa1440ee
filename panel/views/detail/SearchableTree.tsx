import { useMemo, useState } from 'preact/hooks';
import type { Value } from '../../../src/protocol/value.ts';
import { findInValue } from '../../../src/session/value-path.ts';
import { t } from '../../i18n.ts';
import { CloseIcon, DownIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { around, noSearch, type TreeSearch, TreeSearchContext } from './tree-search.ts';
import { ValueTree } from './ValueTree.tsx';

/** A value tree with a field that looks through all of it, also where it is folded. */
export function SearchableTree({ value }: { value: Value }) {
	const [words, setWords] = useState('');
	const [at, setAt] = useState(0);
	const found = useMemo(() => (words === '' ? undefined : findInValue(value, words)), [value, words]);
	const count = found?.paths.length ?? 0;
	const current = found?.paths[at];
	const search = useMemo<TreeSearch>(
		() =>
			found
				? { found: new Set(found.paths), current, open: new Set(current ? around(value, current) : []) }
				: noSearch,
		[found, current, value],
	);
	const move = (by: 1 | -1): void => setAt(count === 0 ? 0 : (at + by + count) % count);
	const change = (text: string): void => {
		setWords(text);
		setAt(0);
	};
	return (
		<>
			<div class="tree-search">
				{/* biome-ignore lint/a11y/useSemanticElements: Firefox clears search fields by Escape, also where that closes something (see keep-escape.ts) */}
				<input
					type="text"
					role="searchbox"
					class="field"
					aria-label={t('searchData')}
					placeholder={t('searchData')}
					spellcheck={false}
					value={words}
					onInput={(event) => change(event.currentTarget.value)}
					onKeyDown={(event) => {
						if (event.key === 'Enter') move(event.shiftKey ? -1 : 1);
						else if (event.key === 'Escape' && words !== '') change('');
						else return;
						event.preventDefault();
						event.stopPropagation();
					}}
				/>
				{words !== '' && (
					<>
						<span class="dim" aria-live="polite">
							{t('searchPlace', count === 0 ? 0 : at + 1, count) + (found?.isCut ? '+' : '')}
						</span>
						<ToolButton label={t('searchNext')} class="tool-small" onClick={() => move(1)}>
							<DownIcon />
						</ToolButton>
						<ToolButton label={t('searchClear')} class="tool-small" onClick={() => change('')}>
							<CloseIcon />
						</ToolButton>
					</>
				)}
			</div>
			<TreeSearchContext.Provider value={search}>
				<ValueTree value={value} />
			</TreeSearchContext.Provider>
		</>
	);
}
