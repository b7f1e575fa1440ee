import { list } from './toolbox.ts';

/**
 * Stacks of what listeners were seen to do with messages when they had come back: in an await, in a timer. What is done
 * there is theirs, also where it carries nothing of the message that could be known again.
 */
const wakes: string[] = list();
const MOST_WAKES = 50;

export function isWake(site: string): boolean {
	for (let i = 0; i < wakes.length; i++) if (wakes[i] === site) return true;
	return false;
}

export function noteWake(site: string): void {
	if (wakes.length < MOST_WAKES && !isWake(site)) wakes[wakes.length] = site;
}
