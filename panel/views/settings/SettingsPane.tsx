import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n.ts';
import type { PreferenceStore } from '../../store/preferences.ts';
import { CloseIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { SettingsView } from './SettingsView.tsx';

interface SettingsPaneProps {
	preferences: PreferenceStore;
	onClose(): void;
}

/** The settings in place of the shown tab; Escape goes back to it. */
export function SettingsPane({ preferences, onClose }: SettingsPaneProps) {
	const pane = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const before = document.activeElement;
		const leave = (event: KeyboardEvent): void => {
			if (event.key !== 'Escape') return;
			event.stopPropagation();
			onClose();
		};
		const shown = pane.current;
		shown?.querySelector('select')?.focus();
		shown?.addEventListener('keydown', leave);
		return () => {
			shown?.removeEventListener('keydown', leave);
			// Who went elsewhere, such as to a tab, stays there.
			const { activeElement: now, body } = document;
			const isHere = now === null || now === body || shown?.contains(now) === true;
			if (isHere && before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		<div ref={pane} class="settings-pane">
			<div class="settings-close">
				<ToolButton label={t('closeSettings')} onClick={onClose}>
					<CloseIcon />
				</ToolButton>
			</div>
			<SettingsView preferences={preferences} />
		</div>
	);
}
