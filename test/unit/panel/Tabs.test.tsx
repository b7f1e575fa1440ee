// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { Tabs } from '../../../panel/ui/Tabs.tsx';

afterEach(() => render(null, document.body));

it('a tab is described by its count, which is no part of its name', () => {
	const tabs = [
		{ id: 'seen', label: 'Seen' },
		{ id: 'found', label: 'Found', badge: <b>3</b> },
	];
	act(() =>
		render(<Tabs id="main" label="Views" tabs={tabs} selected="seen" onSelect={() => {}} />, document.body),
	);
	const [seen, found] = document.querySelectorAll('[role=tab]');
	expect(seen?.hasAttribute('aria-describedby')).toBe(false);
	const badge = document.getElementById(found?.getAttribute('aria-describedby') ?? '');
	expect(badge?.textContent).toBe('3');
	expect(badge?.getAttribute('aria-hidden')).toBe('true');
});
