import type { CallSite } from '../protocol/event.ts';
import type { ListenerRecord } from './listener-record.ts';

const ADDRESS = /^(?:chrome|moz|safari-web)-extension:\/\//i;

/** Whether an address or origin is an extension's. */
export const isOfExtension = (address: string): boolean => ADDRESS.test(address);

/**
 * Whether a script of an extension made a call, by the address that the engine prints. A page can claim such an address
 * (`sourceURL`), so what is set aside by it is counted and one click away. Firefox prints none for extensions.
 */
export const isByExtension = (stack: readonly CallSite[]): boolean =>
	stack[0] !== undefined && isOfExtension(stack[0].url);

export const isExtensionListener = ({ added }: ListenerRecord): boolean => isByExtension(added.stack);
