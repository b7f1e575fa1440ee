import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { type MessageKey, t } from '../../i18n.ts';
import { type ExportFormat, exportFormats } from '../../store/export-formats.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { ExportIcon } from '../../ui/Icons.tsx';
import { TransferContext } from './transfer-context.ts';

const LABELS: Record<ExportFormat, MessageKey> = {
	session: 'export_session',
	har: 'export_har',
	csv: 'export_csv',
	sarif: 'export_sarif',
	html: 'export_html',
	markdown: 'export_markdown',
};

/** Saves what was recorded in one of the formats, or opens what was saved. Keys as in any menu: arrows, Home, End, Escape. */
export function ExportMenu({ store }: { store: PanelStore }) {
	const place = useContext(TransferContext);
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLDivElement>(null);
	const picker = useRef<HTMLInputElement>(null);
	const items = (): HTMLElement[] => [
		...(anchor.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
	];
	const close = (): void => {
		setOpen(false);
		anchor.current?.querySelector('button')?.focus();
	};
	useEffect(() => {
		if (!open) return undefined;
		items()[0]?.focus();
		const leave = (event: Event): void => {
			if (!anchor.current?.contains(event.target as Node)) setOpen(false);
		};
		addEventListener('pointerdown', leave);
		return () => removeEventListener('pointerdown', leave);
	}, [open]);
	if (!place) return null;
	const { transfer } = place;

	const move = (event: KeyboardEvent): void => {
		const all = items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
		if (to !== undefined) all.at(to % all.length)?.focus();
		else if (event.key === 'Escape' || event.key === 'Tab') close();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const item = (label: string, run: () => void) => (
		<button
			key={label}
			type="button"
			class="menu-item menu-command"
			role="menuitem"
			tabIndex={-1}
			onClick={() => {
				close();
				run();
			}}
		>
			{label}
		</button>
	);
	return (
		<div class="menu-anchor export" ref={anchor}>
			<button
				type="button"
				class="tool"
				aria-label={t('export')}
				title={t('exportTitle')}
				aria-haspopup="menu"
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			>
				<ExportIcon />
			</button>
			{open && (
				<div class="menu" role="menu" tabIndex={-1} aria-label={t('export')} onKeyDown={move}>
					{exportFormats.map((format) =>
						item(t(LABELS[format]), () => void transfer.exportAs(store, format)),
					)}
					<hr class="menu-divider" />
					<button
						type="button"
						class="menu-item menu-command"
						role="menuitemcheckbox"
						aria-checked={transfer.redact.value}
						tabIndex={-1}
						title={t('redactTitle')}
						onClick={() => {
							transfer.redact.value = !transfer.redact.value;
						}}
					>
						<span class="menu-check" aria-hidden="true">
							{transfer.redact.value ? '✓' : ''}
						</span>
						{t('redact')}
					</button>
					<hr class="menu-divider" />
					{item(t('import'), () => picker.current?.click())}
				</div>
			)}
			<input
				ref={picker}
				type="file"
				class="unseen"
				accept=".json,application/json"
				aria-label={t('import')}
				tabIndex={-1}
				onChange={(event) => {
					const input = event.currentTarget;
					const file = input.files?.[0];
					if (file) void transfer.open(file);
					// The same file can be chosen again.
					input.value = '';
				}}
			/>
		</div>
	);
}
