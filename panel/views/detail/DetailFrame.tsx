import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { CloseIcon } from '../../ui/icons.tsx';
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
}

/** Which tab of the details was looked at last: the next selection opens it again. */
const lastTabs = new Map<string, string>();

/** The pane beside a list: what is known of the selected row, in tabs. */
export function DetailFrame({ tabs, onClose }: DetailFrameProps) {
	const group = tabs.map(({ id }) => id).join();
	const [chosen, setChosen] = useState(lastTabs.get(group));
	const selected = tabs.find(({ id }) => id === chosen) ?? tabs[0];
	if (!selected) return null;
	return (
		<section class="detail" aria-label={t('details')}>
			<div class="bar detail-bar">
				<ToolButton label={t('closeDetails')} onClick={onClose}>
					<CloseIcon />
				</ToolButton>
				<Tabs
					id="detail"
					label={t('details')}
					tabs={tabs.map(({ id, label, count }) => ({
						id,
						label,
						badge: count ? <span class="tab-count">{count}</span> : undefined,
					}))}
					selected={selected.id}
					onSelect={(id) => {
						lastTabs.set(group, id);
						setChosen(id);
					}}
				/>
			</div>
			<div
				id="detail-panel"
				class="detail-body"
				role="tabpanel"
				aria-labelledby={`detail-${selected.id}`}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
				tabIndex={0}
			>
				{selected.content()}
			</div>
		</section>
	);
}
