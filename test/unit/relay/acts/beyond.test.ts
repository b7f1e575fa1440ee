// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { Beyond } from '../../../../src/relay/acts/beyond.ts';
import type { Navigate } from '../../../../src/relay/acts/navigations.ts';

/** A window of another tab, of this origin or another, with a document of its own. */
const other = (more: object = {}) => {
	const one = { document: {}, closed: false, navigation: new EventTarget(), ...more };
	return Object.assign(one, { top: one }) as unknown as Omit<Window, 'navigation'> & {
		navigation: EventTarget;
	};
};
const far = () =>
	Object.defineProperty(other(), 'document', {
		get: () => {
			throw new Error('cross-origin');
		},
	});
const goes = (window: { navigation: EventTarget }, url: string): void => {
	window.navigation.dispatchEvent(Object.assign(new Event('navigate'), { destination: { url } }));
};

function watching() {
	const handed: Window[] = [];
	const left: string[] = [];
	const beyond = new Beyond(
		(window) => handed.push(window),
		({ destination }: Navigate) => left.push(destination.url),
	);
	return { beyond, handed, left };
}

it('hands over windows of other tabs that can be reached, each once', () => {
	const { beyond, handed } = watching();
	const popup = other();
	for (const one of [popup, popup, far(), window, null, new MessageChannel().port1]) beyond.meet(one);
	expect(handed).toEqual([popup]);
});

it('shows where they go, also from another document, until it ends', () => {
	const { beyond, left } = watching();
	const popup = other();
	beyond.meet(popup);
	goes(popup, 'first');
	const before = popup.navigation;
	popup.navigation = new EventTarget();
	beyond.meet(null);
	goes({ navigation: before }, 'no more');
	goes(popup, 'second');
	beyond.end();
	goes(popup, 'third');
	expect(left).toEqual(['first', 'second']);
});

it('knows few at once, and none that is closed', () => {
	const { beyond, left } = watching();
	const popups = Array.from({ length: 11 }, () => other());
	for (const popup of popups) beyond.meet(popup);
	const [first, second] = popups;
	if (!first || !second) throw new Error('They are there.');
	goes(first, 'forgotten');
	Object.assign(second, { closed: true });
	beyond.meet(null);
	goes(second, 'closed');
	expect(left).toEqual([]);
});

it('is not disturbed by one that shows a document of another origin, and goes on when it is back', () => {
	const { beyond, left } = watching();
	const popup = other();
	const own = popup.navigation;
	beyond.meet(popup);
	const away = vi.fn(() => {
		throw new Error('cross-origin');
	});
	Object.defineProperty(popup, 'navigation', { get: away, configurable: true });
	beyond.meet(null);
	expect(away).toHaveBeenCalled();
	Object.defineProperty(popup, 'navigation', { value: own });
	beyond.meet(null);
	goes(popup, 'back');
	expect(left).toEqual(['back']);
});
