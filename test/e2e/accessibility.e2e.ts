import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { filterBy } from '../helpers/panel-reader.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A row whose details are opened in each tab. */
const TABS: Record<string, string> = {
	Timeline: 'metrics:run',
	Listeners: 'onWidgetNotice',
	Sockets: 'chat',
	Map: '',
	Findings: '',
};

/** What else is opened in a tab by a click on a button or tab of this name, and what shows that it is there. */
const MORE: Record<string, { role: string; name: string; shows: string }> = {
	Listeners: { role: 'tab', name: 'Probe', shows: '.probing' },
	Map: { role: 'button', name: 'Sequence', shows: '.sequence, .map-place .grid-empty' },
	Findings: { role: 'button', name: 'Settings', shows: '.settings' },
};

interface Violation {
	id: string;
	nodes: { html: string; failureSummary?: string }[];
}

/** Everything that axe finds in the panel as it is shown now. */
async function violations(panel: PanelHandle): Promise<string[]> {
	const found = await panel.evaluate(async () => {
		const { axe } = window as unknown as {
			axe: { run(options: object): Promise<{ violations: Violation[] }> };
		};
		const result = await axe.run({ resultTypes: ['violations'] });
		return result.violations;
	});
	return found.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
	);
}

describeBrowsers('axe', (stage) => {
	test.each(['light', 'dark'] as const)('finds nothing in any tab, with details open, %s', async (theme) => {
		await stage.browser.setTheme(theme);
		const tab = await stage.openTab();
		await tab.goto(`${stage.sites.origin('shop')}/?tour`);
		await tab.waitFor(() => document.documentElement.getAttribute('data-tour') === 'done', [], 30_000);
		const panel = await tab.openPanel();
		// As a function's text it goes where the extension's content policy lets no text be evaluated.
		await panel.evaluate(new Function(AXE) as () => void);
		const shown = await panel.evaluate(() =>
			[...document.querySelectorAll('[role=tab]')].map((each) => each.id.replace('main-', '')),
		);
		expect(shown).toEqual(expect.arrayContaining(['timeline', 'listeners', 'sockets', 'findings']));
		const problems: string[] = [];
		for (const [name, row] of Object.entries(TABS)) {
			if (!shown.includes(name.toLowerCase())) continue;
			await panel.click({ role: 'tab', includes: name });
			await panel.find({ role: 'tab', includes: name, selected: true });
			// Only what is in sight is drawn.
			await filterBy(panel, name === 'Timeline' ? row : '');
			if (row !== '') {
				await panel.click({ role: 'row', includes: row });
				await panel.find({ role: 'region', name: 'Details' });
			}
			await panel.waitFor(() => !document.querySelector('[aria-busy=true]'), []);
			problems.push(...(await violations(panel)).map((problem) => `${name}: ${problem}`));
			const more = MORE[name];
			if (!more) continue;
			await panel.click(more);
			await panel.find({ selector: more.shows });
			problems.push(...(await violations(panel)).map((problem) => `${more.name}: ${problem}`));
		}
		expect(problems).toEqual([]);
	});
});
