import { t } from '../i18n.ts';
import { announce } from './announce.ts';

/** Puts a text on the clipboard and says so; false when the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
	const done = copyBySelection(text) || (await copyByInterface(text));
	announce(t(done ? 'copied' : 'copyFailed'));
	return done;
}

/** Panels of devtools are frames without the permission for the clipboard's interface; this way works in them. */
function copyBySelection(text: string): boolean {
	const field = document.createElement('textarea');
	const before = document.activeElement as HTMLElement | null;
	field.value = text;
	field.className = 'unseen';
	document.body.append(field);
	field.select();
	try {
		return document.execCommand('copy');
	} finally {
		field.remove();
		before?.focus({ preventScroll: true });
	}
}

async function copyByInterface(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}
