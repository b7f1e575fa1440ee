import type { ComponentChildren, JSX } from 'preact';

interface IconProps {
	class?: string;
}

function icon(drawing: ComponentChildren, name: string): (props: IconProps) => JSX.Element {
	return (props) => (
		<svg
			class={`icon icon-${name} ${props.class ?? ''}`}
			viewBox="0 0 16 16"
			width="16"
			height="16"
			aria-hidden="true"
			focusable="false"
		>
			{drawing}
		</svg>
	);
}

const line = {
	fill: 'none',
	stroke: 'currentColor',
	'stroke-width': 1.4,
	'stroke-linecap': 'round',
	'stroke-linejoin': 'round',
} as const;

export const RecordIcon = icon(
	<>
		<circle cx="8" cy="8" r="6" {...line} />
		<circle cx="8" cy="8" r="3.4" fill="currentColor" />
	</>,
	'record',
);
export const PausedIcon = icon(<circle cx="8" cy="8" r="5.6" {...line} />, 'paused');
export const ClearIcon = icon(
	<>
		<circle cx="8" cy="8" r="5.8" {...line} />
		<path d="M4 12 12 4" {...line} />
	</>,
	'clear',
);
export const CloseIcon = icon(<path d="m4.2 4.2 7.6 7.6m0-7.6-7.6 7.6" {...line} />, 'close');
export const FilterIcon = icon(<path d="M2.2 3.2h11.6L9.4 8.4v4.8l-2.8-1.6V8.4z" {...line} />, 'filter');
export const StarIcon = icon(
	<path d="m8 2.2 1.7 3.7 4 .5-3 2.7.8 4L8 11.1l-3.5 2 .8-4-3-2.7 4-.5z" {...line} />,
	'star',
);
export const ColumnsIcon = icon(<path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9" {...line} />, 'columns');

/** Direction is told by shape and by colour: in points down to the left side, out up to the right. */
export const InIcon = icon(<path d="M12 4 4.6 11.4M4.4 5.6v6h6" {...line} stroke-width="1.7" />, 'in');
export const OutIcon = icon(<path d="M4 12l7.4-7.4M5.6 4.4h6v6" {...line} stroke-width="1.7" />, 'out');
export const ListenerIcon = icon(
	<path
		d="M4.6 6.6a3.5 3.5 0 1 1 6.3 2.1c-.9 1.1-1.3 1.4-1.5 2.7-.2 1.6-1 2.4-2.1 2.4-1 0-1.7-.6-2-1.5M6.6 6.8a1.5 1.5 0 1 1 2.4 1.2"
		{...line}
	/>,
	'listener',
);
export const SocketIcon = icon(
	<path d="M5.5 2.5v3m5-3v3M4 5.5h8V8a4 4 0 0 1-8 0zM8 12v2" {...line} />,
	'socket',
);
export const NavigationIcon = icon(
	<>
		<circle cx="8" cy="8" r="5.6" {...line} />
		<path d="m10.4 5.6-1.3 3.5-3.5 1.3 1.3-3.5z" {...line} />
	</>,
	'navigation',
);
export const NoteIcon = icon(
	<>
		<circle cx="8" cy="8" r="5.6" {...line} />
		<path d="M8 7.4v3.4M8 5.1v.2" {...line} />
	</>,
	'note',
);
export const WarningIcon = icon(<path d="M8 2.4 14 13H2zM8 6.4v3.2m0 1.7v.1" {...line} />, 'warning');
export const DownIcon = icon(<path d="M8 3v9.4M4.2 8.8 8 12.6l3.8-3.8" {...line} />, 'down');
export const ExportIcon = icon(
	<path d="M8 2v7.6M4.8 6.6 8 9.8l3.2-3.2M2.6 11v2.6h10.8V11" {...line} />,
	'export',
);
export const SettingsIcon = icon(
	<>
		<path d="M2.5 4.5h6m3.4 0h1.6M2.5 11.5h1.6m3.4 0h6" {...line} />
		<circle cx="10.2" cy="4.5" r="1.7" {...line} />
		<circle cx="5.8" cy="11.5" r="1.7" {...line} />
	</>,
	'settings',
);
export const DisclosureIcon = icon(<path d="m6 4 4 4-4 4z" fill="currentColor" />, 'disclosure');
export const CopyIcon = icon(<path d="M5.5 5.5h7.4v8H5.5zM3 10.6V2.5h7.3" {...line} />, 'copy');
export const CheckIcon = icon(<path d="m3.4 8.6 3 3 6.2-7" {...line} />, 'check');
export const GroupIcon = icon(<path d="M2.5 3.5h11M5.5 7h8M5.5 10h8M2.5 13.5h11" {...line} />, 'group');
export const HelpIcon = icon(
	<>
		<circle cx="8" cy="8" r="5.8" {...line} />
		<path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.1" {...line} />
	</>,
	'help',
);
export const TrashIcon = icon(
	<path d="M3 4.5h10M6.3 4.2V2.7h3.4v1.5M4.4 4.6l.7 8.7h5.8l.7-8.7" {...line} />,
	'trash',
);
export const EarIcon = icon(
	<path d="M2.5 8a5.5 5.5 0 0 1 11 0M5 8a3 3 0 0 1 6 0M8 8v.1M2.5 11.5h11" {...line} />,
	'ear',
);
export const ZoomInIcon = icon(<path d="M8 3.5v9M3.5 8h9" {...line} />, 'zoom-in');
export const ZoomOutIcon = icon(<path d="M3.5 8h9" {...line} />, 'zoom-out');
export const FitIcon = icon(
	<path d="M2.5 6V2.5H6m4 0h3.5V6m0 4v3.5H10m-4 0H2.5V10M6 6h4v4H6z" {...line} />,
	'fit',
);
export const WorkerIcon = icon(
	<>
		<circle cx="8" cy="8" r="2.2" {...line} />
		<path
			d="M8 2.2v2m0 7.6v2M2.2 8h2m7.6 0h2M3.9 3.9l1.4 1.4m5.4 5.4 1.4 1.4m0-8.2-1.4 1.4m-5.4 5.4-1.4 1.4"
			{...line}
		/>
	</>,
	'worker',
);
export const WindowIcon = icon(<path d="M2.5 3.5h11v9h-11zM2.5 6h11" {...line} />, 'window');
