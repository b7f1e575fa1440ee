import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { standInForHook } from '../../helpers/tools-globals.ts';

type Method = (...args: unknown[]) => unknown;

/** What got through to the browser. */
let done: unknown[][];

/** An interface of the platform with methods that do as they are called. */
function interfaceOf(methods: string[], base?: new () => object): new () => object {
	class Made extends (base ?? Object) {}
	for (const name of methods) {
		const method = (...args: unknown[]): unknown => {
			done.push([name, ...args]);
			return args[0];
		};
		Object.defineProperty(Made.prototype, name, { value: method, writable: true, configurable: true });
	}
	return Made;
}

const call = (object: object, name: string, ...args: unknown[]): unknown =>
	(object as Record<string, Method>)[name]?.(...args);

const NodeLike = interfaceOf(['appendChild', 'insertBefore', 'replaceChild']);
Object.defineProperty(NodeLike.prototype, 'textContent', {
	configurable: true,
	get: () => '',
	set: (text: unknown) => done.push(['textContent', text]),
});
Object.defineProperty(NodeLike.prototype, 'nodeValue', {
	configurable: true,
	get: () => null,
	set: (text: unknown) => done.push(['nodeValue', text]),
});
class AttrLike extends NodeLike {
	readonly #name: string;
	readonly #value: string;
	constructor(name: string, value: string) {
		super();
		this.#name = name;
		this.#value = value;
	}
	get name(): string {
		return this.#name;
	}
	get value(): string {
		return this.#value;
	}
	set value(text: string) {
		done.push(['value', text]);
	}
}
const MapLike = interfaceOf(['setNamedItem', 'setNamedItemNS']);
const ElementLike = interfaceOf(
	[
		'append',
		'prepend',
		'before',
		'after',
		'replaceWith',
		'replaceChildren',
		'insertAdjacentElement',
		'setAttribute',
		'setAttributeNS',
		'setAttributeNode',
		'setAttributeNodeNS',
		'insertAdjacentText',
	],
	NodeLike,
);
const FragmentLike = interfaceOf(['append', 'prepend', 'replaceChildren'], NodeLike);
const RangeLike = interfaceOf(['insertNode', 'surroundContents']);
const WorkerLike = interfaceOf(['postMessage']);
const ContainerLike = interfaceOf(['register']);
const StorageLike = interfaceOf(['setItem', 'removeItem', 'clear']);

class ScriptLike extends ElementLike {
	static readonly code = new WeakMap<object, string>();
	get text(): string {
		if (!(this instanceof ScriptLike)) throw new TypeError('Illegal invocation');
		return ScriptLike.code.get(this) ?? '';
	}
	set text(code: string) {
		ScriptLike.code.set(this, code);
	}
}

/** A script element with the text, which was there before anything was watched. */
function script(text: string): ScriptLike {
	const made = new ScriptLike();
	ScriptLike.code.set(made, text);
	return made;
}

/** All that reaches a sink, which is held. */
let reached: [sink: string, value: string][];
let end: () => void;

beforeEach(async () => {
	await standInForHook();
	vi.resetModules();
	done = [];
	reached = [];
	const page = {
		Function,
		Node: NodeLike,
		Attr: AttrLike,
		NamedNodeMap: MapLike,
		Element: ElementLike,
		HTMLScriptElement: ScriptLike,
		DocumentFragment: FragmentLike,
		Range: RangeLike,
		ServiceWorker: WorkerLike,
		ServiceWorkerContainer: ContainerLike,
		Storage: StorageLike,
		setTimeout: (...args: unknown[]) => done.push(['setTimeout', ...args]),
	};
	vi.stubGlobal('toolbox', {
		...(globalThis as unknown as { toolbox: object }).toolbox,
		page,
		runs: {},
		bus: { onTarget: () => {} },
	});
	const { watchSinks } = await import('../../../src/tools/sinks.ts');
	end = watchSinks((sink, value) => {
		reached.push([sink, value]);
		return true;
	}, true);
	return () => end();
});

/** Other files' tests want the tools with a toolbox of their own. */
afterAll(() => void vi.resetModules());

describe('what is held', () => {
	it.each<[string, (code: ScriptLike) => unknown]>([
		['appendChild', (code) => call(new ElementLike(), 'appendChild', code)],
		['append', (code) => call(new ElementLike(), 'append', 'text', code)],
		['append of a fragment or shadow root', (code) => call(new FragmentLike(), 'append', code)],
		['prepend of a fragment or shadow root', (code) => call(new FragmentLike(), 'prepend', code)],
		['replaceChildren', (code) => call(new ElementLike(), 'replaceChildren', code)],
		['replaceChildren of a shadow root', (code) => call(new FragmentLike(), 'replaceChildren', code)],
		['insertAdjacentElement', (code) => call(new ElementLike(), 'insertAdjacentElement', 'beforeend', code)],
		['insertNode', (code) => call(new RangeLike(), 'insertNode', code)],
		['surroundContents', (code) => call(new RangeLike(), 'surroundContents', code)],
	])('a script that is put in by %s', (_, put) => {
		put(script('code()'));
		expect([reached, done]).toEqual([[['eval', 'code()']], []]);
	});

	it.each<[string, unknown[], string]>([
		['setAttribute', ['src', 'a'], 'src'],
		['setAttribute', ['SRC', 'a'], 'src'],
		['setAttribute', ['onClick', 'a'], 'event-handler'],
		['setAttribute', ['OnClick', 'a'], 'event-handler'],
		['setAttribute', ['srcset', 'a'], 'src'],
		['setAttribute', ['poster', 'a'], 'src'],
		['setAttribute', ['xlink:href', 'a'], 'href'],
		['setAttributeNS', ['http://www.w3.org/1999/xlink', 'xlink:href', 'a'], 'href'],
		['setAttributeNS', [null, 'src', 'a'], 'src'],
		['setAttributeNS', [null, 'onclick', 'a'], 'event-handler'],
	])('an attribute that does something: %s %j', (method, args, sink) => {
		call(new ElementLike(), method, ...args);
		expect([reached, done]).toEqual([[[sink, 'a']], []]);
	});

	it.each<[string, (attribute: AttrLike) => unknown]>([
		['setAttributeNode', (attribute) => call(new ElementLike(), 'setAttributeNode', attribute)],
		['setAttributeNodeNS', (attribute) => call(new ElementLike(), 'setAttributeNodeNS', attribute)],
		['setNamedItem', (attribute) => call(new MapLike(), 'setNamedItem', attribute)],
		['setNamedItemNS', (attribute) => call(new MapLike(), 'setNamedItemNS', attribute)],
		['its value', (attribute) => Object.assign(attribute, { value: 'code()' })],
		['its nodeValue', (attribute) => Object.assign(attribute, { nodeValue: 'code()' })],
		['its textContent', (attribute) => Object.assign(attribute, { textContent: 'code()' })],
	])('an attribute that does something, by %s', (_, set) => {
		set(new AttrLike('onclick', 'code()'));
		expect([reached, done]).toEqual([[['event-handler', 'code()']], []]);
	});

	it.each(['append', 'insertAdjacentText'])('a text that is put into a script by %s', (method) => {
		call(script(''), method, ...(method === 'append' ? [] : ['beforeend']), 'code()');
		expect([reached, done]).toEqual([[['eval', 'code()']], []]);
	});

	it('functions of every kind made from a text', () => {
		const made = [() => {}, async () => {}, function* () {}, async function* () {}].map(
			({ constructor: maker }) => (maker as FunctionConstructor)('throw 1'),
		);
		expect(reached).toEqual(Array.from({ length: 4 }, () => ['Function', 'throw 1']));
		expect(made.map(String).join()).not.toContain('throw');
	});

	it('the text of a script, which may be in the document already', () => {
		Object.assign(new ScriptLike(), { textContent: 'code()' });
		expect([reached, done]).toEqual([[['eval', 'code()']], []]);
	});

	it('what a service worker is sent, and a new one', () => {
		call(new WorkerLike(), 'postMessage', 'to a service worker');
		call(new ContainerLike(), 'register', 'worker.js');
		expect(reached).toEqual([
			['postMessage', 'to a service worker'],
			['src', 'worker.js'],
		]);
		expect(done).toEqual([]);
	});
});

describe('what goes on', () => {
	it('is an attribute that does nothing, and an element that is no script', () => {
		const element = new ElementLike();
		call(element, 'setAttribute', 'class', 'a');
		call(element, 'setAttributeNS', null, 'viewBox', 'a');
		call(element, 'append', script(''), new ElementLike());
		Object.assign(element, { textContent: 'a text' });
		Object.assign(script('code()'), { textContent: '' });
		Object.assign(new AttrLike('title', ''), { value: 'a title', nodeValue: 'a title' });
		call(element, 'setAttributeNode', new AttrLike('title', 'a title'));
		expect(reached).toEqual([]);
		expect(done).toHaveLength(8);
	});

	it('is what is put before a script that is there already', () => {
		const there = script('code()');
		const put = new ElementLike();
		call(new ElementLike(), 'insertBefore', put, there);
		call(new ElementLike(), 'insertAdjacentElement', 'beforebegin', put);
		expect(reached).toEqual([]);
		expect(done).toEqual([
			['insertBefore', put, there],
			['insertAdjacentElement', 'beforebegin', put],
		]);
	});

	it('asks no prototype of an array for arguments that were not given', () => {
		const asked = vi.fn();
		Object.defineProperty(Array.prototype, '0', { configurable: true, get: asked, set: () => {} });
		try {
			call(new StorageLike(), 'clear');
		} finally {
			Reflect.deleteProperty(Array.prototype, '0');
		}
		expect(asked).not.toHaveBeenCalled();
	});
});
