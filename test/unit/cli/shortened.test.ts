// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const [, list = ''] =
	/const NAMES = `([^`]*)`/.exec(readFileSync('src/cli/build/shortened.mjs', 'utf8')) ?? [];
const names = list.trim().split(/\s+/);

/** Storage.key, which the injected code never calls, has the name of properties of ours. */
const OURS = ['key'];

it('shortens no name that the injected code may ask an object of the browser for', () => {
	const owners = [window, document, document.body, localStorage];
	const events = [Event, MessageEvent, CustomEvent, ErrorEvent, FocusEvent, PageTransitionEvent].map(
		(one) => one?.prototype,
	);
	const others = [Element, HTMLIFrameElement, EventTarget, MutationRecord].map((one) => one?.prototype);
	const all = [...owners, ...events, ...others].filter(Boolean);
	expect(names.length).toBeGreaterThan(50);
	expect(names.filter((name) => all.some((owner) => name in owner) && !OURS.includes(name))).toEqual([]);
});
