import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';

/** One state of the panel worth a picture: which page it is about, and how a person gets there from any other state. */
export interface Scene {
	name: string;
	page: 'shop' | 'odd' | 'crowd' | 'quiet';
	show(panel: PanelHandle): Promise<void>;
}

type Tab = 'Timeline' | 'Listeners' | 'Sockets' | 'Map' | 'Findings';

const open = async (panel: PanelHandle, tab: Tab): Promise<void> => {
	await panel.click({ role: 'tab', includes: tab });
	await panel.find({ role: 'tab', includes: tab, selected: true });
};
const press = (panel: PanelHandle, name: string): Promise<void> => panel.click({ role: 'button', name });
/** A part of the details, by its id: names are those of tabs too. */
const part = (panel: PanelHandle, id: string): Promise<void> => panel.click({ selector: `#detail-${id}` });
const tool = async (panel: PanelHandle, id: string): Promise<void> => {
	await press(panel, 'Act on this socket');
	await panel.click({ selector: `#acts-${id}` });
};
const type = async (panel: PanelHandle, text: string): Promise<void> => {
	await panel.click({ role: 'searchbox', name: 'Filter' });
	await panel.press('a', ['Control']);
	await panel.press('Backspace');
	await panel.type(text);
};
/** A right click, which drivers do not have alike. */
const menuOf = (panel: PanelHandle, selector: string): Promise<void> =>
	panel.evaluate((wanted) => {
		const element = document.querySelector(wanted) as HTMLElement;
		const { left, bottom } = element.getBoundingClientRect();
		element.dispatchEvent(
			new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 20, clientY: bottom }),
		);
	}, selector);

/** In `tab`, with the row that says `row` selected if there is one, and its part `detail` open. */
const at =
	(tab: Tab, row = '', detail = '', more?: (panel: PanelHandle) => Promise<void>) =>
	async (panel: PanelHandle): Promise<void> => {
		await open(panel, tab);
		if (row) await panel.click({ role: 'row', includes: row });
		if (detail) await part(panel, detail);
		await more?.(panel);
	};

/** In `tab`, once something was done there. */
const on = (tab: Tab, act: (panel: PanelHandle) => Promise<void>) => at(tab, '', '', act);

const shop = (name: string, show: Scene['show']): Scene => ({ name, page: 'shop', show });
const odd = (name: string, show: Scene['show']): Scene => ({ name, page: 'odd', show });

const SOCKET = 'chat?room';

/** Those in the documents. */
export const documented: readonly string[] = ['timeline', 'listeners', 'sockets', 'map', 'findings'];

export const scenes: readonly Scene[] = [
	shop('timeline', at('Timeline', 'account:signed-in', 'data')),
	shop('timeline-list', at('Timeline')),
	shop('timeline-raw', at('Timeline', 'account:signed-in', 'raw')),
	shop('timeline-ran', at('Timeline', 'account:signed-in', 'runs')),
	shop('timeline-about', at('Timeline', 'account:signed-in', 'info')),
	shop('timeline-diff', at('Timeline', 'Yes, a clear', 'diff')),
	shop('timeline-replies', at('Timeline', 'Yes, a clear', 'chain')),
	shop('timeline-hex', at('Timeline', 'ArrayBuffer(', 'hex')),
	shop('timeline-decoded', at('Timeline', 'presence', 'decoded')),
	shop(
		'timeline-grouped',
		on('Timeline', (panel) => press(panel, 'Group by conversation')),
	),
	shop(
		'timeline-columns',
		on('Timeline', (panel) => press(panel, 'Columns')),
	),
	shop(
		'timeline-cell-menu',
		on('Timeline', (panel) => menuOf(panel, '.row [data-column=type]')),
	),
	shop(
		'timeline-head-menu',
		on('Timeline', (panel) => menuOf(panel, '[data-head=type]')),
	),
	shop(
		'filter-offers',
		on('Timeline', (panel) => type(panel, 'verdict:')),
	),
	shop(
		'filter-keys',
		on('Timeline', (panel) => type(panel, 's')),
	),
	shop(
		'filter-error',
		on('Timeline', async (panel) => {
			await type(panel, 'is:nonsense');
		}),
	),
	shop(
		'filter-none',
		on('Timeline', (panel) => type(panel, 'nothing like this')),
	),
	shop(
		'filter-help',
		on('Timeline', (panel) => press(panel, 'Filter syntax')),
	),
	shop(
		'filter-saved',
		on('Timeline', async (panel) => {
			await type(panel, 'verdict:none ');
			await press(panel, 'Saved filters');
		}),
	),
	shop(
		'export',
		on('Timeline', (panel) => press(panel, 'Export')),
	),
	shop(
		'paused',
		on('Timeline', (panel) => press(panel, 'Pause')),
	),
	shop(
		'listeners',
		at('Listeners', 'onWidgetNotice', 'verdict', (panel) => panel.find({ selector: '.cm-editor' })),
	),
	shop('listeners-list', at('Listeners')),
	shop('listeners-weak', at('Listeners', 'onSignedIn', 'verdict')),
	shop('listeners-strict', at('Listeners', 'onPaymentMessage', 'verdict')),
	shop('listeners-about', at('Listeners', 'onWidgetNotice', 'about')),
	shop(
		'listeners-sinks',
		on('Listeners', (panel) => press(panel, 'Watch sinks')),
	),
	shop(
		'listeners-probe',
		at('Listeners', 'onWidgetNotice', 'probe', (panel) => panel.find({ role: 'button', name: 'Probe now' })),
	),
	shop(
		'listeners-probed',
		at('Listeners', 'onWidgetNotice', 'probe', async (panel) => {
			await press(panel, 'Probe now');
			await panel.waitFor(() => document.querySelector('.probing ~ * .badge'), [], 15_000);
		}),
	),
	shop(
		'listeners-variants',
		at('Listeners', 'onWidgetNotice', 'probe', async (panel) => {
			await press(panel, 'Try variants');
			await panel.waitFor(() => !document.querySelector('.detail-body progress'), [], 45_000);
		}),
	),
	shop('sockets', at('Sockets', SOCKET, 'frames')),
	shop('sockets-list', at('Sockets')),
	shop(
		'sockets-frame',
		at('Sockets', SOCKET, 'frames', (panel) => panel.click({ role: 'row', includes: 'presence' })),
	),
	shop('sockets-statistics', at('Sockets', SOCKET, 'statistics')),
	shop('sockets-handshake', at('Sockets', SOCKET, 'handshake')),
	shop('sockets-hijacking', at('Sockets', SOCKET, 'hijack')),
	shop('sockets-about', at('Sockets', SOCKET, 'about')),
	shop(
		'sockets-acts',
		at('Sockets', SOCKET, 'frames', (panel) => tool(panel, 'compose')),
	),
	shop(
		'sockets-rules',
		at('Sockets', SOCKET, 'frames', (panel) => tool(panel, 'rules')),
	),
	shop(
		'sockets-replay',
		at('Sockets', SOCKET, 'frames', (panel) => tool(panel, 'replay')),
	),
	shop(
		'sockets-connection',
		at('Sockets', SOCKET, 'frames', (panel) => tool(panel, 'connection')),
	),
	shop(
		'sockets-open',
		on('Sockets', (panel) => press(panel, 'Open a socket')),
	),
	shop(
		'map',
		on('Map', (panel) => panel.find({ selector: '.map-edge.map-edge-weak' })),
	),
	shop(
		'map-hot',
		on('Map', (panel) => panel.click({ selector: '.map-edge-weak' }, 'move')),
	),
	shop(
		'map-sequence',
		on('Map', (panel) => press(panel, 'Sequence')),
	),
	shop('findings', at('Findings', 'Any page can send this')),
	shop('findings-list', at('Findings')),
	shop('findings-socket', at('Findings', 'not encrypted')),
	shop(
		'settings',
		on('Timeline', (panel) => press(panel, 'Settings')),
	),
	odd('odd-timeline', at('Timeline')),
	odd('odd-message', at('Timeline', 'family', 'data')),
	odd('odd-about', at('Timeline', 'family', 'info')),
	odd('odd-undelivered', async (panel) => {
		await open(panel, 'Timeline');
		// Wherever the list was left.
		await type(panel, 'is:undelivered');
		await at('Timeline', 'not delivered', 'info')(panel);
	}),
	odd('odd-listeners', at('Listeners')),
	odd(
		'odd-listener',
		at('Listeners', 'aFunctionName', 'verdict', (panel) => panel.find({ selector: '.cm-editor' })),
	),
	odd('odd-sockets', at('Sockets')),
	odd('odd-socket', at('Sockets', 'echo', 'frames')),
	odd('odd-handshake', at('Sockets', 'echo', 'handshake')),
	odd('odd-map', at('Map')),
	odd('odd-findings', at('Findings')),
	odd('odd-finding', at('Findings', 'credential', '')),
	{ name: 'crowd-map', page: 'crowd', show: at('Map') },
	{
		name: 'crowd-sequence',
		page: 'crowd',
		show: on('Map', (panel) => press(panel, 'Sequence')),
	},
	{ name: 'crowd-listeners', page: 'crowd', show: at('Listeners') },
	...(['Timeline', 'Listeners', 'Sockets', 'Map', 'Findings'] as const).map(
		(tab): Scene => ({ name: `empty-${tab.toLowerCase()}`, page: 'quiet', show: at(tab) }),
	),
];

/** Leaves what a scene opened: details, menus, what was typed, and switches. */
export async function leave(panel: PanelHandle): Promise<void> {
	await panel.evaluate(() => {
		document.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
		dispatchEvent(new Event('blur'));
		const all = [...document.querySelectorAll<HTMLElement>('button')];
		for (const button of all) {
			const name = button.ariaLabel ?? button.textContent ?? '';
			const isOn = button.ariaPressed === 'true' || button.ariaExpanded === 'true';
			const isSwitch = /^(Settings|Group by conversation|Watch sinks|Act on this socket|Open a socket)$/.test(
				name,
			);
			if (name === 'Resume' || name === 'Clear filter' || name === 'Close details' || (isOn && isSwitch))
				button.click();
			if (name === 'Map' && button.ariaPressed === 'false') button.click();
		}
	});
}
