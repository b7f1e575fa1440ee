import * as esbuild from 'esbuild';

/** Names of our own that no object of the browser has: every byte of the injected files is paid by every frame. */
const NAMES = `
	onTarget instead affords entry offset json event key callbackOf entryOf forNative hasOnce noteFrame
	noteSend objectStandIn onces onLine ownerOf propertyOf removeCallback removeEntry removeOnAbort chars
	nodes brand proof copyOf dataOf describeBytes encodeStack encodeValue formOf MapCtor mapDelete
	mapForEach mapGet mapSet messageData messagePorts messageSource patchAccessor patchMethod regExpExec
	Table takeStack targetOf MessageEventCtor CloseEventCtor EventCtor base64Of runs sockets posed posedAs
	socketOf lastFrame mark natives receive tables noteRead take arm ordinal cost reads slots callback
	removeProperty removeAll standIns trapFor withSites recording inventory quiet callbacks owners refresh
	remember snapshot install complete stopped threw opened closing connecting encode handler
	registered listenTo messages options shared callNative redefine
`;

/** Properties that are called by shorter names in the injected files. */
export const SHORTENED = new RegExp(`^(?:${NAMES.trim().split(/\s+/).join('|')})$`);

/** What a build would call them. */
export async function namesOf(options) {
	const { mangleCache } = await esbuild.build({ ...options, plugins: [], write: false, mangleCache: {} });
	return mangleCache;
}
