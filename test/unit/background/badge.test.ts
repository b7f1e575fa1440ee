import { describe, expect, it } from 'vitest';
import {
	BADGE_COLORS,
	BADGE_TEXT_COLOR,
	showBadge,
	type ToolbarButton,
} from '../../../src/background/badge.ts';

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(color: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
	const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (light + 0.05) / (dark + 0.05);
}

function button(fail = false) {
	const set: Record<string, unknown> = {};
	const take = (details: object): Promise<void> => {
		Object.assign(set, details);
		return fail ? Promise.reject(new Error('No tab with id: 7')) : Promise.resolve();
	};
	const toolbar: ToolbarButton = {
		setBadgeText: take,
		setBadgeBackgroundColor: take,
		setBadgeTextColor: ({ tabId, color }) => take({ tabId, textColor: color }),
		setTitle: take,
	};
	return { set, toolbar };
}

describe('the badge', () => {
	it('is readable in every colour', () => {
		expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
		for (const color of Object.values(BADGE_COLORS)) {
			expect(contrast(color, BADGE_TEXT_COLOR), color).toBeGreaterThanOrEqual(4.5);
		}
	});

	it.each([
		[0, ''],
		[1, '1'],
		[99, '99'],
		[100, '99+'],
	])('of %i findings says "%s"', async (count, text) => {
		const { set, toolbar } = button();
		await showBadge(toolbar, 7, { count, worst: 'high', title: 'Earshot: title' });
		expect(set).toEqual({
			tabId: 7,
			text,
			color: BADGE_COLORS.high,
			textColor: BADGE_TEXT_COLOR,
			title: 'Earshot: title',
		});
	});

	it('of a tab that has been closed is nobody’s', async () => {
		const { toolbar } = button(true);
		await expect(showBadge(toolbar, 7, { count: 1, title: '' })).resolves.toBeUndefined();
	});
});
