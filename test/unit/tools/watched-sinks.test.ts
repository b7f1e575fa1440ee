import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { standInForHook } from '../../helpers/tools-globals.ts';

/** What sinks were shown, and what the browser did, in order. */
let order: unknown[][];
let end: () => void;

const make = (name: string, method: string, act: (...args: unknown[]) => unknown = () => {}): object => {
	const Made = class {};
	const value = (...args: unknown[]): unknown => {
		order.push([name, ...args.map((arg) => (typeof arg === 'object' ? '{}' : arg))]);
		return act(...args);
	};
	Object.defineProperty(Made.prototype, method, { value, writable: true, configurable: true });
	return Made;
};
const page = {
	Function,
	String,
	Document: make('Document', 'write'),
	DOMParser: make('DOMParser', 'parseFromString', () => 'parsed'),
	CookieStore: make('CookieStore', 'set'),
	MessagePort: make('MessagePort', 'postMessage', (data) => void structuredClone(data)),
	setTimeout: (...args: unknown[]) => order.push(['setTimeout', typeof args[0]]),
	fetch: (...args: unknown[]) => order.push(['fetch', typeof args[0]]),
	FormData,
	URLSearchParams,
	URL,
};
const calls = page as unknown as Record<string, (...args: unknown[]) => unknown>;
const call = (name: string, method: string, ...args: unknown[]): unknown => {
	const Made = calls[name] as unknown as new () => typeof calls;
	return new Made()[method]?.(...args);
};

beforeEach(async () => {
	await standInForHook();
	vi.resetModules();
	order = [];
	vi.stubGlobal('toolbox', {
		...(globalThis as unknown as { toolbox: object }).toolbox,
		page,
		runs: {},
		bus: { onTarget: () => {} },
	});
	const { watchSinks } = await import('../../../src/tools/sinks.ts');
	end = watchSinks((sink, value) => {
		order.push(['shown', sink, value]);
		return false;
	}, false);
	return () => end();
});

afterAll(() => void vi.resetModules());

describe('a sink that is watched', () => {
	it('is shown all that is written, in one piece', () => {
		call('Document', 'write', '<b>from', ' afar</b>');
		expect(order).toEqual([
			['shown', 'document.write', '<b>from afar</b>'],
			['Document', '<b>from', ' afar</b>'],
		]);
	});

	it('is shown the name and the value of a cookie', () => {
		call('CookieStore', 'set', 'name', 'value');
		expect(order).toContainEqual(['shown', 'cookie', 'name=value']);
	});

	it('is shown markup that is parsed for later, and answers as ever', () => {
		expect(call('DOMParser', 'parseFromString', '<b>x</b>', 'text/html')).toBe('parsed');
		expect(order[0]).toEqual(['shown', 'parseFromString', '<b>x</b>']);
		end();
		order = [];
		call('DOMParser', 'parseFromString', '<b>x</b>', 'text/html');
		expect(order).toEqual([['DOMParser', '<b>x</b>', 'text/html']]);
	});

	it('is shown code of timers that is no bare text', () => {
		calls['setTimeout']?.(Object('code()'));
		calls['setTimeout']?.(() => {});
		calls['setTimeout']?.(1);
		expect(order.filter(([what]) => what === 'shown')).toEqual([['shown', 'timer', 'code()']]);
	});

	it('is shown addresses that are objects, and the fields of a form', () => {
		const form = new FormData();
		form.append('name', 'from afar');
		calls['fetch']?.(new URL('https://shop.example/'), { body: form });
		calls['fetch']?.('/', { body: new URLSearchParams({ q: 'from afar' }) });
		calls['fetch']?.('/', { body: new Uint8Array(3) });
		expect(order.filter(([what]) => what === 'shown').map(([, , value]) => value)).toEqual([
			'https://shop.example/ name=from afar',
			'/ q=from+afar',
			'/',
		]);
	});

	it('is shown what is copied when it has been, and never what the browser refuses', () => {
		call('MessagePort', 'postMessage', { html: '<b>x</b>' });
		expect(order).toEqual([
			['MessagePort', '{}'],
			['shown', 'postMessage', '{ html: "<b>x</b>" }'],
		]);
		order = [];
		expect(() => call('MessagePort', 'postMessage', { refused: () => {} })).toThrow('could not be cloned');
		expect(order).toEqual([['MessagePort', '{}']]);
	});
});
