import type { CallSite } from '../../src/protocol/event.ts';

/** Short name of a place in a script: the file's last part, line and column. */
export function placeText(site: CallSite | undefined): string {
	if (!site) return '';
	return `${fileName(site.url)}:${site.line}:${site.column}`;
}

/** Last part of a script's address that says something. */
export function fileName(url: string): string {
	const bare = url.replace(/[?#].*$/, '');
	const last = bare.split('/').findLast((part) => part !== '');
	return last || url;
}

/** Short form of a place that is written out as `URL:line:column`. */
export function shortPlace(place: string): string {
	const [, url = place, at = ''] = /^(.*?)(:\d+:\d+)$/.exec(place) ?? [];
	return `${fileName(url)}${at}`;
}
