import type { ButtonState } from '../protocol/envelope.ts';

/** The part of the toolbar button that a badge needs (WebExtensions, `action`). */
export interface ToolbarButton {
	setBadgeText(details: { tabId: number; text: string }): Promise<void>;
	setBadgeBackgroundColor(details: { tabId: number; color: string }): Promise<void>;
	setBadgeTextColor(details: { tabId: number; color: string }): Promise<void>;
	setTitle(details: { tabId: number; title: string }): Promise<void>;
}

/** Colours of the badge by the worst finding: white on them is readable (WCAG AA, 4.5 to 1). */
export const BADGE_COLORS: Record<NonNullable<ButtonState['worst']>, string> = {
	high: '#b3261e',
	medium: '#9a4a00',
	low: '#5f6368',
	info: '#5f6368',
};
export const BADGE_TEXT_COLOR = '#ffffff';
/** There is room for three characters. */
const MOST = 99;

/**
 * Puts the number of findings on the button of one tab. Both browsers take it away by themselves when the tab goes to
 * another page, so nothing has to watch tabs that nobody inspects.
 */
export async function showBadge(
	button: ToolbarButton,
	tabId: number,
	{ count, worst = 'info', title }: ButtonState,
): Promise<void> {
	const text = count > MOST ? `${MOST}+` : count > 0 ? String(count) : '';
	try {
		await Promise.all([
			button.setBadgeBackgroundColor({ tabId, color: BADGE_COLORS[worst] }),
			button.setBadgeTextColor({ tabId, color: BADGE_TEXT_COLOR }),
			button.setBadgeText({ tabId, text }),
			button.setTitle({ tabId, title }),
		]);
	} catch {
		// The tab was closed meanwhile: there is no button of it any more.
	}
}
