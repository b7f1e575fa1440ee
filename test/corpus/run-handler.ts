import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import type { Fixture } from './fixtures.ts';
import { type GhostPage, ghostPage, MARK } from './ghost-page.ts';

const OWN_PAGE = 'https://victim.example/';

/**
 * Runs the script in a page of its own, posts its message from the origin, and says whether the data was used.
 * `source`: path of the sending window in the page; otherwise the one the fixture names, or a stranger's.
 */
export async function reachesUse(fixture: Fixture, origin: string, source?: string): Promise<boolean> {
	const { expected } = fixture;
	const fill = (value: unknown): unknown => filled(value, origin);
	const values: Record<string, unknown> = {};
	for (const [path, value] of Object.entries(expected.env ?? {})) values[path] = fill(value);
	const location = String(values['location'] ?? OWN_PAGE);
	delete values['location'];
	const sender = source ?? expected.source ?? 'stranger';
	const page = ghostPage({ location, values, usingCalls: expected.uses ?? [] });
	// `with` hands every free name of the script to the page; sloppy mode, as in a classic script.
	const code = `with (page) { (function () { ${fixture.text.replaceAll(/^import .*$/gm, '')}\n }).call(page); }`;
	try {
		vm.runInNewContext(code, { page: page.window });
	} catch (error) {
		if (Object(error).name === 'SyntaxError') throw error;
		// Page values derived from an odd origin can make the script fail before it registers anything.
	}
	for (let round = 0; round < (expected.times ?? 1); round++) {
		for (const listener of page.listeners.get('message') ?? [])
			await deliver(page, listener, { origin, data: fill(expected.data), source: page.at(sender) });
	}
	return page.uses() > 0;
}

async function deliver(
	page: GhostPage,
	listener: unknown,
	{ origin, ...sent }: { origin: string; data: unknown; source: unknown },
): Promise<void> {
	const event: object = {
		type: 'message',
		...sent,
		isTrusted: true,
		ports: [],
		stopPropagation: () => undefined,
		get origin() {
			return origin;
		},
		get originalEvent(): unknown {
			return event;
		},
	};
	page.setEvent(event);
	try {
		if (typeof listener === 'function') await listener.call(page.window, event);
		else if (hasHandler(listener)) await listener.handleEvent(event);
	} catch {
		// A script that throws on this sender stops there, as it would in a page.
	}
	// Promises that the script does not hand back settle before the next task.
	await setImmediate();
}

function hasHandler(value: unknown): value is { handleEvent: (event: unknown) => unknown } {
	return typeof value === 'object' && value !== null && 'handleEvent' in value;
}

function filled(value: unknown, origin: string): unknown {
	if (typeof value === 'string') return value.replaceAll('§origin', origin).replaceAll('§', MARK);
	if (Array.isArray(value)) return value.map((inner) => filled(inner, origin));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, origin)]));
}
