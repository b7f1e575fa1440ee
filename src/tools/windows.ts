/**
 * Windows that a probe's message can be from, found by what no page can redefine: `top`, and the frames of a window under
 * their indexes. Firefox lets the isolated world hand over none of another origin.
 */
import type { ProbeSource } from '../protocol/probe.ts';
import { refusal } from './socket-acts.ts';
import { dataOf, list, page } from './toolbox.ts';

/** Windows of the tab that are looked at. */
const MOST = 200;

const top = (): object => (page as Window).top as object;

/** The window; undefined for one that only the isolated world knows. */
export function windowOf(source: ProbeSource): object | undefined {
	switch (source.relation) {
		case 'self':
			return page;
		case 'top':
			return top();
		case 'parent':
			return parent();
		case 'frame':
			return frameAt(source.path);
		default:
			return undefined;
	}
}

/** The window in which this one is a frame; its own, where it is in none. `parent` itself can be replaced. */
function parent(): object {
	const windows: object[] = list(top());
	for (let at = 0; at < windows.length && at < MOST; at++) {
		const one = windows[at] as object;
		for (let index = 0; ; index++) {
			const inner = innerOf(one, `${index}`);
			if (!inner) break;
			if (inner === page) return one;
			windows[windows.length] = inner;
		}
	}
	return page;
}

/** @param path indexes from the top, joined by dots; '': the top */
function frameAt(path: string): object {
	let found: object | undefined = top();
	let index = '';
	for (let at = 0; at <= path.length; at++) {
		const letter = at < path.length ? (path[at] as string) : '.';
		if (letter !== '.') {
			index += letter;
			continue;
		}
		if (index !== '') found = found && innerOf(found, index);
		index = '';
	}
	if (!found) throw refusal('frame-gone');
	return found;
}

/** A frame's window; a window of another origin answers for none beyond the last by an exception. */
function innerOf(window: object, index: string): object | undefined {
	try {
		return dataOf(window, index) as object | undefined;
	} catch {
		return undefined;
	}
}
