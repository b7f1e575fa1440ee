import { useState } from 'preact/hooks';
import type { Value } from '../../../src/protocol/value.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import { leafText, previewOf } from '../../../src/session/plain.ts';
import { t, tOf } from '../../i18n.ts';
import { DisclosureIcon } from '../../ui/Icons.tsx';
import { HexLines, INLINE_BYTES, InlineHex } from './HexLines.tsx';

/** Entries drawn at once; more on request. */
const PAGE = 100;

interface Entry {
	name: string;
	value: Value;
}

/** A value as a tree that opens level by level; nothing closed is drawn. */
export function ValueTree({ value, name }: { value: Value; name?: string }) {
	return (
		<div class="tree mono" role="tree" aria-label={t('data')}>
			<Node value={value} name={name ?? ''} depth={0} open />
		</div>
	);
}

function Node({
	value,
	name,
	depth,
	open = false,
}: {
	value: Value;
	name: string;
	depth: number;
	open?: boolean;
}) {
	const [isOpen, setOpen] = useState(open);
	const [shown, setShown] = useState(PAGE);
	const entries = entriesOf(value);
	const bytes = isBytes(value) ? bytesOf(value) : undefined;
	const canOpen = (entries !== undefined && entries.length > 0) || (bytes?.length ?? 0) > INLINE_BYTES;
	const toggle = (): void => {
		if (canOpen) setOpen(!isOpen);
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		const item = event.currentTarget as HTMLElement;
		if (event.target !== item) return;
		if (event.key === 'ArrowRight' && canOpen && !isOpen) setOpen(true);
		else if (event.key === 'ArrowLeft' && isOpen && canOpen) setOpen(false);
		else if (event.key === 'Enter' || event.key === ' ') toggle();
		else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(item, event.key === 'ArrowDown');
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<div
			class="node"
			role="treeitem"
			tabIndex={depth === 0 ? 0 : -1}
			aria-expanded={canOpen ? isOpen : undefined}
			aria-level={depth + 1}
			onKeyDown={onKeyDown}
		>
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the item around it takes the keys */}
			{/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
			<div class="node-line" style={{ paddingInlineStart: `${depth * 14}px` }} onClick={toggle}>
				<span class={`node-toggle ${isOpen ? 'node-open' : ''}`}>{canOpen && <DisclosureIcon />}</span>
				{name !== '' && (
					<>
						<span class="node-name">{name}</span>
						<span class="dim">: </span>
					</>
				)}
				<Leaf value={value} open={isOpen && canOpen} />
			</div>
			{isOpen && canOpen && (
				// biome-ignore lint/a11y/useSemanticElements: the group of a tree item has no element of its own
				<div role="group">
					{bytes && <HexLines bytes={bytes} />}
					{entries?.slice(0, shown).map((entry, index) => (
						<Node key={index} value={entry.value} name={entry.name} depth={depth + 1} />
					))}
					{entries && entries.length > shown && (
						<button type="button" class="link" onClick={() => setShown(shown + PAGE * 10)}>
							{t('showMore', entries.length - shown)}
						</button>
					)}
					<LeftOut value={value} entries={entries?.length ?? 0} />
				</div>
			)}
		</div>
	);
}

function LeftOut({ value, entries }: { value: Value; entries: number }) {
	const total = 'n' in value && typeof value.n === 'number' && value.t !== 'string' ? value.n : entries;
	const isList = value.t === 'object' || value.t === 'array' || value.t === 'map' || value.t === 'set';
	if (!isList || total <= entries) return null;
	return <div class="own-words">{t('entriesLeftOut', total - entries)}</div>;
}

function Leaf({ value, open }: { value: Value; open: boolean }) {
	switch (value.t) {
		case 'string':
			return (
				<span class="v-string">
					{JSON.stringify(value.v)}
					{value.n !== undefined && <span class="own-words"> {t('textCut', value.v.length, value.n)}</span>}
				</span>
			);
		case 'object':
		case 'array':
		case 'map':
		case 'set':
			return <span class={open ? 'dim' : ''}>{open ? titleOf(value) : previewOf(value, 120)}</span>;
		case 'boxed':
			return <span>{previewOf(value, 120)}</span>;
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

const isBytes = ({ t: type }: Value): boolean => type === 'buffer' || type === 'view' || type === 'blob';

function titleOf(value: Value & { t: 'object' | 'array' | 'map' | 'set' }): string {
	if (value.t === 'object') return value.c ?? 'Object';
	const name = { array: 'Array', map: 'Map', set: 'Set' }[value.t];
	return `${name}(${value.n})`;
}

function entriesOf(value: Value): Entry[] | undefined {
	switch (value.t) {
		case 'object':
			return value.e.map(([name, item]) => ({ name: name === '' ? '""' : name, value: item }));
		case 'array':
			return value.e.map(([index, item]) => ({ name: String(index), value: item }));
		case 'map':
			return value.e.map(([key, item]) => ({ name: previewOf(key, 60), value: item }));
		case 'set':
			return value.e.map((item, index) => ({ name: String(index), value: item }));
		case 'error':
			return value.s === undefined ? undefined : [{ name: 'stack', value: { t: 'string', v: value.s } }];
		default:
			return undefined;
	}
}

function moveFocus(from: HTMLElement, down: boolean): void {
	const items = [...(from.closest('[role=tree]')?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
	items[items.indexOf(from) + (down ? 1 : -1)]?.focus();
}
