import { type ComponentChildren, Fragment } from 'preact';
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
	const values = useMemo(() => [value], [value]);
	return <SearchableTrees values={values}>{(_, tree) => tree}</SearchableTrees>;
}

interface SearchableTreesProps {
	values: readonly Value[];
	/** What is shown of one of them, with its tree in it. */
	children(index: number, tree: ComponentChildren): ComponentChildren;
}

/** Several value trees with one field that looks through all of them. */
export function SearchableTrees({ values, children }: SearchableTreesProps) {
	const [words, setWords] = useState('');
	const [at, setAt] = useState(0);
	const found = useMemo(
		() => (words === '' ? undefined : values.map((value) => findInValue(value, words))),
		[values, words],
	);
	const all = useMemo(
		() => (found ?? []).flatMap(({ paths }, index) => paths.map((path) => ({ index, path }))),
		[found],
	);
	const count = all.length;
	// A shorter value may have taken the place of the one that was looked through.
	const place = Math.min(at, count - 1);
	const current = all[place];
	const searches = useMemo(
		() =>
			values.map((value, index): TreeSearch => {
				const { paths } = found?.[index] ?? {};
				if (!paths) return noSearch;
				const path = current?.index === index ? current.path : undefined;
				const open = new Set(path === undefined ? [] : around(value, path));
				return { found: new Set(paths), current: path, open };
			}),
		[found, current, values],
	);
	const move = (by: 1 | -1): void => setAt(count === 0 ? 0 : (place + by + count) % count);
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
							{t('searchPlace', place + 1, count) + (found?.some(({ isCut }) => isCut) ? '+' : '')}
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
			{values.map((value, index) => (
				<Fragment key={index}>
					{children(
						index,
						<TreeSearchContext.Provider value={searches[index] ?? noSearch}>
							<ValueTree value={value} />
						</TreeSearchContext.Provider>,
					)}
				</Fragment>
			))}
		</>
	);
}
