import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const fetchers: (() => Promise<unknown>)[] = [];

/** Fetches the code of all views that come later, so that none is waited for. */
export const fetchViews = (): Promise<unknown> => Promise.all(fetchers.map((fetch) => fetch()));

/** A view whose code is fetched when it is first shown, or by `fetchViews` before. */
export function laterView<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
	let View: ComponentType<Props> | undefined;
	const fetch = async (): Promise<void> => {
		View ??= await load();
	};
	fetchers.push(fetch);
	return function LaterView(props: Props) {
		const [, setFetched] = useState(View !== undefined);
		useEffect(() => {
			if (!View) void fetch().then(() => setFetched(true));
		}, []);
		return View ? h(View, props) : null;
	};
}
