/** What a probe cannot hold back or put back, by deed; docs/limits.md names it all ("Probes in safe mode"). */
export const LEFT = new Set([
	// Shown without being in the document.
	...['scrollTo', 'scrollTop', 'scrollIntoView', 'focus', 'select', 'selection', 'animate', 'viewTransition'],
	...['canvas', 'mediaStream', 'mediaSession', 'performanceMark'],
	// They choose a text first.
	...['insertHTMLCommand', 'insertTextCommand', 'insertImageCommand', 'createLinkCommand', 'copyCommand'],
	'deleteFromDocument',
	'scriptReplaceChild',
	'scriptThereRange',
	// The page's own variables.
	...['onclickProperty', 'streamWrite'],
	...['attachShadow', 'styleImport', 'ruleStyle', 'registerProperty'],
	// A frame that was taken out loads anew; an attribute that was taken away comes last.
	...['documentBody', 'scriptDocumentBody', 'removeAttribute'],
	...['importScript', 'importData', 'locationScript', 'locationHrefScript', 'locationScriptText'],
	...['frameLocation', 'foreignPostMessage'],
	// Other windows are told of what was put back.
	...['localStorageProperty', 'localStorageDelete', 'sessionStorageProperty'],
	...['indexedDBOpen', 'cachesOpen'],
]);

/** Deeds of which nothing comes, for there is nothing of the kind or no person's click, and harmless ones. */
export const UNTOLD = new Set([
	...[
		'parseHTML',
		'attachShadowClosed',
		'attributeStyleMap',
		'workletAddModule',
		'fetchLater',
		'webSocketStream',
	],
	...['formReset', 'reportError', 'wasm', 'navigationBack', 'windowStop', 'reportingObserver'],
	...[
		'storageBuckets',
		'persist',
		'blobUrl',
		'credentials',
		'share',
		'requestPermission',
		'payment',
		'vibrate',
	],
	...['wakeLock', 'badge', 'locks', 'pictureInPicture', 'consoleLog', 'prototype', 'objectAssign'],
	...['globalVariable', 'addListener', 'removeListener', 'onmessageNull', 'requestFullscreen', 'designMode'],
]);
