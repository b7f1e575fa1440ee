// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { SearchableTree, SearchableTrees } from '../../../panel/views/detail/SearchableTree.tsx';
import { object, text } from '../session/events.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

const field = () => document.querySelector('input') as HTMLInputElement;
const lookFor = (words: string): void => {
	void act(() => {
		field().value = words;
		field().dispatchEvent(new Event('input', { bubbles: true }));
	});
};
const press = (key: string, shiftKey = false): void => {
	void act(() => void field().dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true })));
};

it.each([
	['plain', 'a'],
	['with a dot', 'a.b'],
	['with an apostrophe', "it's"],
	['with brackets', "x'][0"],
	['of another script', '名字'],
])('what is looked for is shown, also in a member %s', (_, name) => {
	const value = object({ before: text('other'), [name]: object({ deep: object({ here: text('needle') }) }) });
	act(() => render(<SearchableTree value={value} />, document.body));
	lookFor('needle');
	expect(document.body.textContent).toContain('searchPlace 1 1');
	expect(document.querySelector('.node-current .node-name')?.textContent).toBe('here');
});

it('several trees are looked through one after the other, round and back', () => {
	const tree = (name: string) => object({ [name]: object({ deep: text('needle') }), other: text('hay') });
	const show = (...names: string[]): void => {
		const values = names.map(tree);
		void act(() =>
			render(
				<SearchableTrees values={values}>
					{(index, shown) => <section data-tree={names[index]}>{shown}</section>}
				</SearchableTrees>,
				document.body,
			),
		);
	};
	const place = () => [
		document.querySelector('.node-current')?.closest('section')?.dataset['tree'],
		document.querySelector('[aria-live]')?.textContent,
	];
	show('outer', 'inner', 'innermost');
	lookFor('needle');
	expect(place()).toEqual(['outer', 'searchPlace 1 3']);
	press('Enter');
	expect(place()).toEqual(['inner', 'searchPlace 2 3']);
	press('Enter');
	expect(document.querySelectorAll('.node-current')).toHaveLength(1);
	show('outer');
	expect(place()).toEqual(['outer', 'searchPlace 1 1']);
	show('outer', 'inner', 'innermost');
	press('Enter', true);
	expect(place()).toEqual(['inner', 'searchPlace 2 3']);
	press('Escape');
	expect(field().value).toBe('');
	expect(document.querySelectorAll('.node-current')).toHaveLength(0);
});
