import type { PanelHandle } from './panel-handle.ts';
import type { Realm } from './remote.ts';

export type BrowserName = 'chromium' | 'firefox';
export type Theme = 'light' | 'dark';

/** A tab; as a realm, the main world of its top frame. */
export interface Tab extends Realm {
	/** Resolves after the load event. */
	goto(url: string): Promise<void>;
	reload(): Promise<void>;
	back(): Promise<void>;
	forward(): Promise<void>;
	/** The main world of the first frame whose URL contains `part`, once there is one. */
	frame(part: string): Promise<Realm>;
	/** A trusted click in the middle of the first element that matches. */
	click(selector: string): Promise<void>;
	/** Opens the browser's own devtools on this tab, selects Earshot, waits until it is connected. */
	openPanel(): Promise<PanelHandle>;
	/** Closes the devtools of this tab. */
	closePanel(): Promise<void>;
	close(): Promise<void>;
}

/** A real browser with the extension in it. */
export interface Browser {
	readonly name: BrowserName;
	/** E.g. `Chromium 156.0.8078.79`. */
	readonly version: string;
	/** Process id, to end it from outside. */
	readonly pid: number;
	/** The tab that the browser started with. */
	readonly tab: Tab;
	newTab(): Promise<Tab>;
	/** Address of a file of the extension, e.g. of `popup.html`. */
	extensionUrl(file: string): Promise<string>;
	/** Stops the extension's service worker (Chromium) or event page (Firefox) as the browser does when idle. */
	stopBackground(): Promise<void>;
	/** Theme of the devtools; for panels opened afterwards and, as the browser has it, for open ones. */
	setTheme(theme: Theme): Promise<void>;
	/**
	 * Closes every tab but the first, takes the extensions away with all that they stored, and the cookies, and loads these
	 * in their place: what a new browser would be, at a fraction of its start.
	 */
	renew(extensions: Extensions): Promise<void>;
	/** Resolves when the browser has gone, by `close` or by a person's hand. */
	readonly closed: Promise<void>;
	close(): Promise<void>;
}

export interface Extensions {
	/** Folder of the unpacked extension. */
	extension: string;
	/** Folders of further extensions. */
	others?: string[];
}

export interface LaunchOptions extends Extensions {
	/** Path of the browser's program. */
	program: string;
	headless: boolean;
	/** Host names to resolve to this machine, e.g. `shop.test`. */
	localHosts: string[];
	/** Every host name is this machine, and any certificate will do. */
	isolated?: boolean;
}
