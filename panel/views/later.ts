import { signal } from '@preact/signals';
import { type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * The panel opens with the list of the timeline. The code of all other views comes after the first drawing, together, so
 * that it neither holds that up nor is waited for: a view that is wanted before is blank until it is there.
 */
type Rest = typeof import('./rest.ts');

const rest = signal<Rest | undefined>(undefined);

export async function fetchRest(): Promise<void> {
	rest.value ??= await import('./rest.ts');
}

function later<Props extends object>(of: (views: Rest) => ComponentType<Props>): ComponentType<Props> {
	return function Later(props: Props) {
		const views = rest.value;
		useEffect(() => {
			if (!views) void fetchRest();
		}, []);
		return views ? h(of(views), props) : null;
	};
}

export const ArmedBar = later((views) => views.ArmedBar);
export const CellMenu = later((views) => views.CellMenu);
export const FindingsView = later((views) => views.FindingsView);
export const HeadMenu = later((views) => views.HeadMenu);
export const ListenersView = later((views) => views.ListenersView);
export const MapView = later((views) => views.MapView);
export const RowDetail = later((views) => views.RowDetail);
export const SettingsPane = later((views) => views.SettingsPane);
export const SocketsView = later((views) => views.SocketsView);
