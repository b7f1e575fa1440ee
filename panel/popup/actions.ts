/** What the popup can have done outside of itself. */
export interface PopupActions {
	/** Asks for the permission to run on web pages. */
	ask(): void;
	reloadPage(): void;
	openSettings(): void;
	/** Key that opens the developer tools in this browser on this system. */
	devtoolsKey: string;
}
