// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { SearchableTree } from '../../../panel/views/detail/SearchableTree.tsx';
import { object, text } from '../session/events.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

it.each([
	['plain', 'a'],
	['with a dot', 'a.b'],
	['with an apostrophe', "it's"],
	['with brackets', "x'][0"],
	['of another script', '名字'],
])('what is looked for is shown, also in a member %s', (_, name) => {
	const value = object({ before: text('other'), [name]: object({ deep: object({ here: text('needle') }) }) });
	act(() => render(<SearchableTree value={value} />, document.body));
	const field = document.querySelector('input') as HTMLInputElement;
	act(() => {
		field.value = 'needle';
		field.dispatchEvent(new Event('input', { bubbles: true }));
	});
	expect(document.body.textContent).toContain('searchPlace 1 1');
	expect(document.querySelector('.node-current .node-name')?.textContent).toBe('here');
});
