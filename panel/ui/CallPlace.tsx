import type { CallSite } from '../../src/protocol/event.ts';
import { visible } from '../../src/session/visible.ts';
import { placeText } from './place.ts';

/** A place in a script, which leads to the browser's own view of it where that can be opened. */
export function CallPlace({
	site,
	onOpen,
}: {
	site: CallSite | undefined;
	onOpen: ((site: CallSite) => void) | undefined;
}) {
	if (!site) return null;
	const title = visible(site.url);
	const text = visible(placeText(site));
	if (!onOpen || !site.url)
		return (
			<span class="dim mono" title={title}>
				{text}
			</span>
		);
	return (
		<button type="button" class="link mono" title={title} onClick={() => onOpen(site)}>
			{text}
		</button>
	);
}
