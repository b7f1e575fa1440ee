/** The page suites, in running order; each is a file of pages/suites and a group of the report. */
export const SUITES = [
	'ws-constructor',
	'ws-realms',
	'ws-instance',
	'ws-listeners',
	'ws-handlers',
	'ws-events',
	'ws-data',
	'ws-state',
	'listeners',
	'listener-signals',
	'listener-options',
	'listener-objects',
	'listener-methods',
	'handlers',
	'handler-setters',
	'messages',
	'message-events',
	'sources',
	'source-calls',
	'errors',
	'timing',
	'ports',
	'port-api',
	'channels',
	'workers',
	'shared-workers',
	'documents',
	'document-open',
	'back-forward',
	'clone',
	'surface',
	'pollution',
	'known-limits',
] as const;

/** How many behaviours may differ: WebSocket as a whole has a small allowance, everything else none. */
export const WEBSOCKET_ALLOWANCE = 4;

export const isWebSocket = (group: string): boolean => group.startsWith('ws-');

/**
 * Told apart in the report and not counted: what no wrapper can hide (docs/conformance.md). While recording, listeners
 * run inside ones of ours, which shows in the stacks they take; for sockets this is part of the allowance.
 */
export const isKnownLimit = ({ group, id }: { group: string; id: string }, recording: boolean): boolean =>
	group === 'known-limits' || (recording && group === 'errors' && id.startsWith('lines of the stack'));
