import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface TabsProps<T extends string> {
	/** Unique in the document: the panel below has `${id}-panel`. */
	id: string;
	label: string;
	tabs: readonly { id: T; label: string; badge?: ComponentChildren }[];
	selected: T;
	onSelect(tab: T): void;
}

/** A row of tabs with the keyboard habits of the ARIA tab list: arrows move, Home and End go to the ends. */
export function Tabs<T extends string>({ id, label, tabs, selected, onSelect }: TabsProps<T>) {
	const move = (event: KeyboardEvent): void => {
		const at = tabs.findIndex((tab) => tab.id === selected);
		const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
		if (to === undefined) return;
		const tab = tabs[(to + tabs.length) % tabs.length];
		if (!tab) return;
		event.preventDefault();
		onSelect(tab.id);
		document.getElementById(`${id}-${tab.id}`)?.focus();
	};
	const list = useRef<HTMLDivElement>(null);
	// Not by scrollIntoView, which moves all that is around as well.
	useLayoutEffect(() => {
		const all = list.current;
		const tab = all?.querySelector<HTMLElement>('[aria-selected=true]');
		if (!all || !tab) return;
		const end = tab.offsetLeft + tab.offsetWidth - all.clientWidth;
		all.scrollLeft = Math.min(tab.offsetLeft, Math.max(all.scrollLeft, end));
	}, [selected]);
	return (
		<div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
			{tabs.map((tab) => (
				<button
					type="button"
					key={tab.id}
					id={`${id}-${tab.id}`}
					class="tab"
					role="tab"
					aria-selected={tab.id === selected}
					aria-controls={`${id}-panel`}
					aria-describedby={tab.badge ? `${id}-${tab.id}-badge` : undefined}
					tabIndex={tab.id === selected ? 0 : -1}
					onClick={() => onSelect(tab.id)}
				>
					{tab.label}
					{/* A number in the tab's name would be read out with every change: it describes the tab. */}
					{tab.badge && (
						<span id={`${id}-${tab.id}-badge`} aria-hidden="true">
							{tab.badge}
						</span>
					)}
				</button>
			))}
		</div>
	);
}
