import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerKin, handOver } from '../../../src/relay/bus.ts';

/** What Node has not, as far as it is used here. */
class StandInFocusEvent extends Event {
	readonly relatedTarget: EventTarget | null;
	constructor(type: string, { relatedTarget }: { relatedTarget: EventTarget | null }) {
		super(type);
		this.relatedTarget = relatedTarget;
	}
}

interface Page {
	document: EventTarget;
	parent?: unknown;
	opener: unknown;
	top?: unknown;
	earshotKin?: EventTarget;
}

const page = (relatives: Partial<Page> = {}): Page => {
	const own: Page = { document: new EventTarget(), opener: null, ...relatives };
	own.parent ??= own;
	own.top ??= own.parent;
	return own;
};

/** Runs something in a page's world. */
function within<T>(world: Page, run: () => T): T {
	vi.stubGlobal('window', world);
	vi.stubGlobal('document', world.document);
	return run();
}

/** Hands over in a page; the line to relatives that its hook is given. */
function kinOf(world: Page, secret: string): EventTarget | undefined {
	let given: EventTarget | undefined;
	world.document.addEventListener('load', (event) => {
		(event as FocusEvent).relatedTarget?.addEventListener('kin', (kin) => {
			given = (kin as FocusEvent).relatedTarget ?? undefined;
		});
	});
	within(world, () => handOver(secret, () => {}));
	return given;
}

/** The other side of a wall between isolated worlds: only what the DOM shares is there; listeners run in their world. */
const across = (world: Page): unknown => ({
	document: {
		dispatchEvent(event: Event) {
			const { window, document } = globalThis as { window?: unknown; document?: unknown };
			within(world, () => world.document.dispatchEvent(event));
			vi.stubGlobal('window', window);
			vi.stubGlobal('document', document);
		},
	},
});

beforeEach(() => vi.stubGlobal('FocusEvent', StandInFocusEvent));
afterEach(() => vi.unstubAllGlobals());

describe('the line between the hooks of one family', () => {
	it('is found on the relative where isolated worlds share objects', () => {
		const parent = page();
		const line = kinOf(parent, '');
		expect(line).toBeInstanceOf(EventTarget);
		expect(kinOf(page({ parent }), '')).toBe(line);
		expect(kinOf(page({ opener: parent }), '')).toBe(line);
	});

	it('is asked for where they do not, by a word that pages do not know', () => {
		const parent = page();
		const line = kinOf(parent, 'secret');
		const parentAcross = across(parent);
		expect(kinOf(page({ parent: parentAcross }), 'secret')).toBe(line);
		const stranger = kinOf(page({ parent: parentAcross }), 'guessed');
		expect(stranger).toBeInstanceOf(EventTarget);
		expect(stranger).not.toBe(line);
	});

	it('is asked for again after the listeners were erased', () => {
		const parent = page();
		const line = kinOf(parent, 'secret');
		parent.document = new EventTarget();
		within(parent, () => answerKin('secret'));
		expect(kinOf(page({ parent: across(parent) }), 'secret')).toBe(line);
	});

	it('is never an element of a page without a relay that goes by its name', () => {
		const element = new EventTarget();
		const parent = Object.assign(Object.create({ earshotKin: element }), page()) as Page;
		const child = page({ parent });
		expect(kinOf(child, '')).not.toBe(element);
	});

	it('is one’s own where the relative is of another origin', () => {
		const foreign = new Proxy(
			{},
			{
				get: () => {
					throw new Error('of another origin');
				},
			},
		);
		const child = page({ parent: foreign, top: foreign });
		expect(kinOf(child, 'secret')).toBe(child.earshotKin);
	});
});
