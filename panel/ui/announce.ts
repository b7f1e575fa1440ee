import { signal } from '@preact/signals';

/** What was just done, for those who hear the panel; one region of the page reads it out. */
export const announcement = signal('');

/** Says a thing once more even when it was the last one said. */
export function announce(text: string): void {
	announcement.value = announcement.peek() === text ? `${text}\u00a0` : text;
}
