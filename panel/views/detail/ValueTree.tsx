import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Value } from '../../../src/protocol/value.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import { indentedOf } from '../../../src/session/indented.ts';
import { leafText, leftOut, previewOf } from '../../../src/session/plain.ts';
import { entriesOf } from '../../../src/session/value-path.ts';
import { visible, visibleLine } from '../../../src/session/visible.ts';
import { formatCount, t, tn, tOf } from '../../i18n.ts';
import { ContextMenu, type MenuCommand } from '../../ui/ContextMenu.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { DisclosureIcon } from '../../ui/Icons.tsx';
import { FilterByContext, partTerms } from './filter-by.ts';
import { HexLines, INLINE_BYTES, InlineHex } from './HexLines.tsx';
import { leadsTo, TreeSearchContext } from './tree-search.ts';

/** Entries drawn at once; more on request. */
const PAGE = 100;

/** A value as a tree that opens level by level; nothing closed is drawn. */
export function ValueTree({ value, name }: { value: Value; name?: string }) {
	return (
		<div class="tree mono" role="tree" aria-label={t('data')}>
			<Node value={value} name={name ?? ''} path="$" depth={0} open />
		</div>
	);
}

function Node({
	value,
	name,
	path,
	depth,
	open = false,
}: {
	value: Value;
	name: string;
	path: string;
	depth: number;
	open?: boolean;
}) {
	const search = useContext(TreeSearchContext);
	const filterBy = useContext(FilterByContext);
	const [isOpenNow, setOpen] = useState(open);
	const [shown, setShown] = useState(PAGE);
	const [menu, setMenu] = useState<{ x: number; y: number } | undefined>(undefined);
	const item = useRef<HTMLDivElement>(null);
	const isCurrent = search.current === path;
	const mustOpen = search.open.has(path);
	const isOpen = isOpenNow || mustOpen;
	const entries = entriesOf(value, path);
	// What is looked for may stand behind the first page.
	const needed = mustOpen
		? (entries?.findIndex((entry) => leadsTo(entry.path, search.current)) ?? -1) + 1
		: 0;
	const drawn = Math.max(shown, needed);
	/** Its own line: the whole with all that is in it may be longer than what can be seen, and would stay where it is. */
	const reveal = (): void => item.current?.firstElementChild?.scrollIntoView({ block: 'nearest' });
	useLayoutEffect(() => {
		if (isCurrent) reveal();
	}, [isCurrent]);
	const bytes = isBytes(value) ? bytesOf(value) : undefined;
	const canOpen = (entries !== undefined && entries.length > 0) || (bytes?.length ?? 0) > INLINE_BYTES;
	const toggle = (): void => {
		if (canOpen) setOpen(!isOpen);
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		const here = event.currentTarget as HTMLElement;
		if (event.target !== here) return;
		if (event.key === 'c' && (event.ctrlKey || event.metaKey) && String(getSelection()) === '') {
			void copyText(valueText(value));
			event.preventDefault();
			return;
		}
		if (event.key === 'ArrowRight' && canOpen && !isOpen) setOpen(true);
		else if (event.key === 'ArrowRight' && canOpen) moveFocus(here, true);
		else if (event.key === 'ArrowLeft' && isOpenNow && canOpen) setOpen(false);
		else if (event.key === 'ArrowLeft') here.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
		else if (event.key === 'Enter' || event.key === ' ') toggle();
		else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(here, event.key === 'ArrowDown');
		else if (event.key === 'Home') itemsAround(here)[0]?.focus();
		else if (event.key === 'End') itemsAround(here).at(-1)?.focus();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<div
			ref={item}
			class={`node ${search.found.has(path) ? 'node-found' : ''} ${isCurrent ? 'node-current' : ''}`}
			role="treeitem"
			tabIndex={depth === 0 ? 0 : -1}
			aria-expanded={canOpen ? isOpen : undefined}
			aria-level={depth + 1}
			onFocus={reveal}
			onKeyDown={onKeyDown}
			onContextMenu={(event) => {
				if ((event.target as Element).closest('[role=treeitem]') !== item.current) return;
				event.preventDefault();
				const { left, bottom } = event.currentTarget.getBoundingClientRect();
				// Asked for by a key, it has no place of its own, whatever browsers tell.
				const byKey = event.button !== 2 && !event.ctrlKey;
				setMenu(byKey ? { x: left + 20, y: bottom } : { x: event.clientX, y: event.clientY });
			}}
		>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the item around it takes the keys */}
			{/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
			<div class="node-line" style={{ paddingInlineStart: `${depth * 14}px` }} onClick={toggle}>
				<span class={`node-toggle ${isOpen ? 'node-open' : ''}`}>{canOpen && <DisclosureIcon />}</span>
				{name !== '' && (
					<>
						<span class="node-name">{visible(name)}</span>
						<span class="dim">: </span>
					</>
				)}
				<Leaf value={value} open={isOpen && canOpen} />
			</div>
			{isOpen && canOpen && (
				// biome-ignore lint/a11y/useSemanticElements: the group of a tree item has no element of its own
				<div role="group">
					{bytes && <HexLines bytes={bytes} />}
					{entries?.slice(0, drawn).map((entry, index) => (
						<Node key={index} value={entry.value} name={entry.name} path={entry.path} depth={depth + 1} />
					))}
					{entries && entries.length > drawn && (
						<button type="button" class="link" onClick={() => setShown(drawn + PAGE * 10)}>
							{t('showMore', formatCount(entries.length - drawn))}
						</button>
					)}
					<LeftOut value={value} entries={entries?.length ?? 0} />
				</div>
			)}
			{menu && (
				<ContextMenu
					label={t('copy')}
					x={menu.x}
					y={menu.y}
					commands={[
						{ label: t('copyValue'), run: () => void copyText(valueText(value)) },
						{ label: t('copyPath'), detail: path, run: () => void copyText(path) },
						...terms(filterBy, path, value),
					]}
					onClose={() => {
						setMenu(undefined);
						item.current?.focus();
					}}
				/>
			)}
		</div>
	);
}

/** Text of a value as a person wants to paste it: texts bare, the rest indented. */
export const valueText = (value: Value): string => (value.t === 'string' ? value.v : indentedOf(value));

function LeftOut({ value, entries }: { value: Value; entries: number }) {
	if (value.t !== 'object' && value.t !== 'array' && value.t !== 'map' && value.t !== 'set') return null;
	const missing = value.t === 'array' ? leftOut(value) : (value.n ?? entries) - entries;
	return missing > 0 ? <div class="own-words">{tn('entriesLeftOut', missing)}</div> : null;
}

function Leaf({ value, open }: { value: Value; open: boolean }) {
	switch (value.t) {
		case 'string':
			return (
				<span class="v-string">
					{visible(JSON.stringify(value.v))}
					{value.n !== undefined && (
						<span class="own-words"> {t('textCut', formatCount(value.v.length), formatCount(value.n))}</span>
					)}
				</span>
			);
		case 'object':
		case 'array':
		case 'map':
		case 'set':
			return (
				<span class={open ? 'dim' : ''}>{open ? titleOf(value) : visibleLine(previewOf(value, 120))}</span>
			);
		case 'boxed':
			return <span>{visibleLine(previewOf(value, 120))}</span>;
		case 'omitted':
			return <span class="own-words">{tOf('omitted', value.why)}</span>;
		case 'buffer':
		case 'view':
		case 'blob':
			return (
				<span class={`v-${value.t}`}>
					{leafText(value)} <InlineHex bytes={bytesOf(value)} />
				</span>
			);
		default:
			return <span class={`v-${value.t}`}>{leafText(value)}</span>;
	}
}

function terms(filterBy: ((term: string) => void) | undefined, path: string, value: Value): MenuCommand[] {
	if (!filterBy) return [];
	return partTerms(path, value).map((term) => ({
		label: t(term.startsWith('-') ? 'leaveOut' : 'filterBy'),
		detail: term,
		run: () => filterBy(term),
	}));
}

const isBytes = ({ t: type }: Value): boolean => type === 'buffer' || type === 'view' || type === 'blob';

function titleOf(value: Value & { t: 'object' | 'array' | 'map' | 'set' }): string {
	if (value.t === 'object') return value.c ?? 'Object';
	const name = { array: 'Array', map: 'Map', set: 'Set' }[value.t];
	return `${name}(${value.n})`;
}

const itemsAround = (item: HTMLElement): HTMLElement[] => [
	...(item.closest('[role=tree]')?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? []),
];

function moveFocus(from: HTMLElement, down: boolean): void {
	const items = itemsAround(from);
	items[items.indexOf(from) + (down ? 1 : -1)]?.focus();
}
