// Bodies of functions that run in Firefox's own process: the devtools have no other interface to the outside.

/** Common beginning: `tabOf(id)` finds a tab by its BiDi context. */
const TABS = `
	const { NavigableManager } = ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs");
	const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
	const { gDevTools } = require("devtools/client/framework/devtools");
	const tabOf = (id) => {
		for (const window of Services.wm.getEnumerator("navigator:browser"))
			for (const tab of window.gBrowser.tabs)
				if (NavigableManager.getIdForBrowser(tab.linkedBrowser) === id) return tab;
		throw new Error("The tab has gone");
	};`;

/** Common beginning: the toolbox of tab `args[0]` and the browser element in which the panel \`label\` lives. */
const PANEL = `${TABS}
	const [context, label] = args;
	const toolbox = gDevTools.getToolboxForTab(tabOf(context));
	const tool = toolbox?.getAdditionalTools().find((known) => known.label === label);
	const outer = tool && toolbox.doc.getElementById("toolbox-panel-iframe-" + tool.id);
	const panel = outer?.contentDocument?.querySelector("browser[webextension-view-type=devtools_panel]");`;

/** (tab, label) → whether the panel is there; opens the toolbox and selects it. */
export const OPEN_PANEL = `${TABS}
	const [context, label] = args;
	const tab = tabOf(context);
	tab.ownerDocument.defaultView.gBrowser.selectedTab = tab;
	const toolbox = await gDevTools.showToolboxForTab(tab, { hostType: "bottom" });
	const tool = toolbox.getAdditionalTools().find((known) => known.label === label);
	if (!tool) return false;
	await toolbox.selectTool(tool.id);
	const outer = toolbox.doc.getElementById("toolbox-panel-iframe-" + tool.id);
	const panel = outer?.contentDocument?.querySelector("browser[webextension-view-type=devtools_panel]");
	return Boolean(panel?.browsingContext?.currentURI?.spec.startsWith("moz-extension:"));`;

/** (tab) → nothing */
export const CLOSE_PANEL = `${TABS}
	await gDevTools.closeToolboxForTab(tabOf(args[0]));`;

/**
 * (tab, label, expression) → its value, awaited, in the panel's own global. The panel lives in the extension's
 * process, out of reach of BiDi, and its policy forbids eval: a frame script with a sandbox is what remains.
 */
export const EVALUATE_IN_PANEL = `${PANEL}
	if (!panel) throw new Error("The panel is not open");
	const messages = panel.messageManager;
	const id = "earshot:" + Math.random();
	const answer = new Promise((done, fail) => {
		messages.addMessageListener(id, function receive({ data }) {
			messages.removeMessageListener(id, receive);
			if ("error" in data) fail(new Error(data.error));
			else done(data.value);
		});
	});
	const script = \`(async () => {
		const id = \${JSON.stringify(id)};
		try {
			const sandbox = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false, sameZoneAs: content });
			const value = await Cu.evalInSandbox(\${JSON.stringify(args[2])}, sandbox);
			sendAsyncMessage(id, { value });
		} catch (error) {
			sendAsyncMessage(id, { error: String(error) });
		}
	})()\`;
	messages.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(script), false);
	return await answer;`;

/** (tab, label) → the panel's upper left corner in the browser's window, in CSS pixels. */
export const PANEL_CORNER = `${PANEL}
	if (!panel) throw new Error("The panel is not open");
	const window = tabOf(context).ownerDocument.defaultView;
	const inner = panel.getBoundingClientRect();
	return {
		x: panel.ownerDocument.defaultView.mozInnerScreenX - window.mozInnerScreenX + inner.left,
		y: panel.ownerDocument.defaultView.mozInnerScreenY - window.mozInnerScreenY + inner.top,
	};`;

/** (tab, label) → PNG of the toolbox, in base64. */
export const PANEL_PICTURE = `${PANEL}
	const { innerWidth, innerHeight, browsingContext } = toolbox.win;
	const whole = new toolbox.win.DOMRect(0, 0, innerWidth, innerHeight);
	const image = await browsingContext.currentWindowGlobal.drawSnapshot(whole, 1, "white");
	const canvas = toolbox.doc.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
	canvas.width = image.width;
	canvas.height = image.height;
	canvas.getContext("2d").drawImage(image, 0, 0);
	return canvas.toDataURL("image/png").split(",")[1];`;

/** (add-on id) → nothing */
export const STOP_BACKGROUND = `
	const { extension } = WebExtensionPolicy.getByID(args[0]);
	await extension.terminateBackground({ ignoreDevToolsAttached: true });`;

/** (add-on id, file) → its address in this profile */
export const EXTENSION_URL = `return WebExtensionPolicy.getByID(args[0]).getURL(args[1]);`;

/** (theme) → nothing */
export const SET_THEME = `Services.prefs.setCharPref("devtools.theme", args[0]);`;

/** (tab) → nothing: what was opened since the start closes; cookies and the theme are forgotten. */
export const FORGET = `${TABS}
	const first = tabOf(args[0]);
	const kept = first.ownerDocument.defaultView;
	for (const window of Services.wm.getEnumerator("navigator:browser")) if (window !== kept) window.close();
	for (const tab of kept.gBrowser.tabs) if (tab !== first) kept.gBrowser.removeTab(tab, { skipPermitUnload: true });
	kept.focus();
	Services.prefs.clearUserPref("devtools.theme");
	Services.cookies.removeAll();`;
