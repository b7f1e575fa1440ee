import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { standInForHook } from '../../helpers/tools-globals.ts';

/** A window; `realm`: what its document has of its own. */
const windowOf = (realm: unknown) => {
	const made = { EventTarget: realm, top: undefined as unknown };
	made.top = made;
	return made;
};
const realm = () => class {};

let hand: (window: object) => void;
let page: { top: unknown; open(): unknown };
let opens: unknown;
let watched: object[];
let left: object[];
let beyond: typeof import('../../../src/tools/beyond.ts');
const begin = (window: object) => {
	watched.push(window);
	return () => void left.push(window);
};

beforeEach(async () => {
	await standInForHook();
	vi.resetModules();
	[watched, left] = [[], []];
	page = { top: undefined, open: () => opens };
	page.top = page;
	vi.stubGlobal('toolbox', {
		...(globalThis as unknown as { toolbox: object }).toolbox,
		page,
		bus: {
			onTarget: (_: string, receive: typeof hand) => {
				hand = receive;
			},
		},
	});
	beyond = await import('../../../src/tools/beyond.ts');
});
afterEach(() => void vi.unstubAllGlobals());

it('watches in windows that come and that the page opens, each once, none of its own tab', () => {
	const [popup, opened, frame] = [windowOf(realm()), windowOf(realm()), windowOf(realm())];
	frame.top = page;
	const end = beyond.watchBeyond(begin);
	for (const one of [popup, popup, frame]) hand(one);
	opens = opened;
	expect([page.open(), page.open()]).toEqual([opened, opened]);
	opens = null;
	expect(page.open()).toBe(null);
	expect(watched).toEqual([popup, opened]);
	end();
	expect(left).toEqual([popup, opened]);
	opens = windowOf(realm());
	page.open();
	expect(watched).toHaveLength(2);
});

it('watches anew in another document, and in none of another origin', () => {
	const popup = windowOf(realm());
	beyond.watchBeyond(begin);
	hand(popup);
	beyond.renewBeyond();
	expect(watched).toHaveLength(1);
	popup.EventTarget = realm();
	beyond.renewBeyond();
	expect([watched, left]).toEqual([[popup, popup], [popup]]);
	Object.defineProperty(popup, 'EventTarget', {
		get: () => {
			throw new Error('cross-origin');
		},
	});
	expect(beyond.renewBeyond).not.toThrow();
});

it('watches in so many and no more', () => {
	const end = beyond.watchBeyond(begin);
	const popups = Array.from({ length: 60 }, () => windowOf(realm()));
	for (const popup of popups) hand(popup);
	expect(watched).toHaveLength(50);
	expect(left).toHaveLength(50);
	end();
	expect(left).toHaveLength(50);
});
