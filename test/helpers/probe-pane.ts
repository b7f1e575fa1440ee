import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';

/** Opens the probe of a listener, by the name of its function. */
export async function openProbe(panel: PanelHandle, name: string): Promise<void> {
	await panel.click({ role: 'row', includes: name });
	await panel.click({ role: 'tab', name: 'Probe' });
	await panel.find({ role: 'button', name: 'Probe now' });
	// The code has been read for what it looks for.
	await panel.waitFor(() => {
		const { body } = document;
		return body.textContent?.includes('Active test') && !body.textContent.includes('Looking in the code');
	}, []);
}

/** Chooses how the attack is delivered. */
export const chooseDelivery = (panel: PanelHandle, delivery: string): Promise<void> =>
	panel.evaluate((value) => {
		const select = document.getElementById('probing-delivery') as HTMLSelectElement;
		select.value = value;
		select.dispatchEvent(new Event('change', { bubbles: true }));
	}, delivery);

/** Text of the file that a button gives to the browser to download. */
export async function downloaded(panel: PanelHandle, name: string): Promise<string> {
	type Watched = { file?: Promise<string> };
	await panel.evaluate(() => {
		delete (window as Watched).file;
		const { createObjectURL } = URL;
		URL.createObjectURL = (blob) => {
			(window as Watched).file = (blob as Blob).text();
			return createObjectURL(blob);
		};
		HTMLAnchorElement.prototype.click = () => {};
	});
	await panel.click({ role: 'button', name });
	await panel.waitFor(() => (window as Watched).file, []);
	return panel.evaluate(async () => (await (window as Watched).file) ?? '');
}
