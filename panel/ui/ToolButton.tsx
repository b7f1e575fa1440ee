import type { ComponentChildren } from 'preact';

interface ToolButtonProps {
	label: string;
	/** Tooltip where it says more than the label. */
	title?: string;
	/** Present on toggles. */
	pressed?: boolean;
	disabled?: boolean;
	class?: string;
	onClick(): void;
	children: ComponentChildren;
}

/** An icon of the toolbar; its name is for those who do not see it. */
export function ToolButton({ label, title, pressed, disabled, children, onClick, ...rest }: ToolButtonProps) {
	return (
		<button
			type="button"
			class={`tool ${rest.class ?? ''}`}
			aria-label={label}
			title={title ?? label}
			{...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
			disabled={disabled ?? false}
			onClick={onClick}
		>
			{children}
		</button>
	);
}
