import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../../src/session/visible.ts';

export interface MenuCommand {
	label: string;
	/** Data of the page in the label's place of the message, shown apart. */
	detail?: string;
	run(): void;
}

interface ContextMenuProps {
	label: string;
	x: number;
	y: number;
	commands: readonly MenuCommand[];
	/** Also where the focus goes back. */
	onClose(): void;
}

/** A menu at a point, with the keys of any menu: arrows, Home, End, Enter, Escape. */
export function ContextMenu({ label, x, y, commands, onClose }: ContextMenuProps) {
	const menu = useRef<HTMLDivElement>(null);
	const [place, setPlace] = useState({ left: x, top: y });
	useLayoutEffect(() => {
		const element = menu.current;
		if (!element) return undefined;
		const { width, height } = element.getBoundingClientRect();
		setPlace({
			left: Math.max(2, Math.min(x, innerWidth - width - 2)),
			top: Math.max(2, Math.min(y, innerHeight - height - 2)),
		});
		element.querySelector<HTMLElement>('[role=menuitem]')?.focus();
		const press = (event: PointerEvent): void => {
			if (!element.contains(event.target as Node)) onClose();
		};
		addEventListener('pointerdown', press);
		addEventListener('blur', onClose);
		return () => {
			removeEventListener('pointerdown', press);
			removeEventListener('blur', onClose);
		};
	}, [x, y]);
	const move = (event: KeyboardEvent): void => {
		const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
		const at = items.indexOf(document.activeElement as HTMLElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
		if (to !== undefined) items.at(to % items.length)?.focus();
		else if (event.key === 'Escape' || event.key === 'Tab') onClose();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<div
			ref={menu}
			class="menu context-menu"
			role="menu"
			aria-label={label}
			tabIndex={-1}
			style={{ left: `${place.left}px`, top: `${place.top}px` }}
			onKeyDown={move}
			onContextMenu={(event) => event.preventDefault()}
		>
			{commands.map(({ label: name, detail, run }) => (
				<button
					key={`${name}${detail}`}
					type="button"
					class="menu-item menu-command"
					role="menuitem"
					tabIndex={-1}
					onClick={() => {
						onClose();
						run();
					}}
				>
					{name}
					{detail !== undefined && <span class="menu-detail mono">{visible(detail)}</span>}
				</button>
			))}
		</div>
	);
}
