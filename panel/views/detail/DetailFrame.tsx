import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { CloseIcon } from '../../ui/Icons.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';

export interface DetailTab {
	id: string;
	label: string;
	/** Shown after the label. */
	count?: number;
	content: () => ComponentChildren;
	/** What a copy of it is. */
	copy?: () => string;
}

interface DetailFrameProps {
	tabs: readonly DetailTab[];
	onClose(): void;
	/** Within the details of something else. */
	nested?: boolean;
}

/** Tabs by when they were looked at, the last first: the next selection opens the latest that it has. */
const recent: string[] = [];

/** Has the next details that have this tab open it. */
export function openNext(tab: string): void {
	recent.splice(0, recent.length, tab, ...recent.filter((other) => other !== tab));
}

/** The pane beside a list: what is known of the selected row, in tabs. */
export function DetailFrame({ tabs, onClose, nested = false }: DetailFrameProps) {
	const [, redraw] = useState(0);
	const frame = useRef<HTMLElement>(null);
	// What they are about may go, as with the page that is left: whoever is at it with the keyboard is not sent away.
	useLayoutEffect(
		() => () => {
			if (frame.current?.contains(document.activeElement)) listOf(frame.current)?.focus();
		},
		[],
	);
	const last = recent.find((known) => tabs.some(({ id }) => id === known));
	const selected = tabs.find(({ id }) => id === last) ?? tabs[0];
	if (!selected) return null;
	const id = nested ? 'inner-detail' : 'detail';
	const label = t(nested ? 'frameDetails' : 'details');
	/** Back to the list that they are of, which the keyboard goes on in. */
	const close = (): void => {
		const list = listOf(frame.current);
		onClose();
		list?.focus();
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (event.key !== 'Escape' || event.defaultPrevented || isField(event.target)) return;
		event.preventDefault();
		event.stopPropagation();
		close();
	};
	return (
		<section ref={frame} class="detail" aria-label={label} onKeyDown={onKeyDown}>
			<div class="bar detail-bar">
				<ToolButton label={t('closeDetails')} onClick={close}>
					<CloseIcon />
				</ToolButton>
				<Tabs
					id={id}
					label={label}
					tabs={tabs.map(({ id: tab, label: name, count }) => ({
						id: tab,
						label: name,
						badge: count ? <span class="tab-count">{count}</span> : undefined,
					}))}
					selected={selected.id}
					onSelect={(tab) => {
						openNext(tab);
						redraw((n) => n + 1);
					}}
				/>
				{selected.copy && (
					<>
						<span class="spacer" />
						<CopyButton label={t('copyTab', selected.label)} text={selected.copy} />
					</>
				)}
			</div>
			<div
				id={`${id}-panel`}
				class="detail-body"
				role="tabpanel"
				aria-labelledby={`${id}-${selected.id}`}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
				tabIndex={0}
			>
				{selected.content()}
			</div>
		</section>
	);
}

/** The list that details are of. */
const listOf = (frame: HTMLElement | null): HTMLElement | null | undefined =>
	frame?.closest('.split')?.querySelector<HTMLElement>('.grid');

/** Escape there is about what was typed or chosen. */
const isField = (target: EventTarget | null): boolean =>
	target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
