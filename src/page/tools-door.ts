/**
 * The way in for tools that a person asked for (src/tools): too large for every page, and needed in few. The background
 * runs their file in the page's world, where anything by then may belong to the page. What comes through the door is
 * therefore known by its text: a function that has no free names does the same whoever made it, and it learns of the
 * hook only through its argument. A page that hands in something else hands in nothing; one that bars the door keeps the
 * tools out, which the panel says.
 */
import { apply, type Callable, defineProperty, deleteProperty, functionToString } from './natives.ts';

/** Property of the window that the tools' file sets; there from the command until then. */
const DOOR = 'earshotTools';

/** Lets in the one function whose source text is `text`; no text closes the door. */
export function openDoor(text: string, admit: (tools: Callable) => void): void {
	if (!text) {
		deleteProperty(window, DOOR);
		return;
	}
	defineProperty(window, DOOR, {
		__proto__: null,
		configurable: true,
		set(tools: unknown) {
			deleteProperty(window, DOOR);
			if (typeof tools === 'function' && apply(functionToString, tools, []) === text) admit(tools);
		},
	} as PropertyDescriptor);
}
