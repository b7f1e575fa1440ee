import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { CloseIcon } from '../../ui/Icons.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';

export interface DetailTab {
	id: string;
	label: string;
	/** Shown after the label. */
	count?: number;
	content: () => ComponentChildren;
}

interface DetailFrameProps {
	tabs: readonly DetailTab[];
	onClose(): void;
	/** Within the details of something else. */
	nested?: boolean;
}

/** Which tab of the details was looked at last: the next selection opens it again. */
const lastTabs = new Map<string, string>();

/** The pane beside a list: what is known of the selected row, in tabs. */
export function DetailFrame({ tabs, onClose, nested = false }: DetailFrameProps) {
	const group = tabs.map(({ id }) => id).join();
	const [chosen, setChosen] = useState(lastTabs.get(group));
	const selected = tabs.find(({ id }) => id === chosen) ?? tabs[0];
	if (!selected) return null;
	const id = nested ? 'inner-detail' : 'detail';
	const label = t(nested ? 'frameDetails' : 'details');
	return (
		<section class="detail" aria-label={label}>
			<div class="bar detail-bar">
				<ToolButton label={t('closeDetails')} onClick={onClose}>
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
						lastTabs.set(group, tab);
						setChosen(tab);
					}}
				/>
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
