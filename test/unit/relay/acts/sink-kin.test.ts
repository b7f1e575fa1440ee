// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Seen, SinkKin } from '../../../../src/relay/acts/sink-kin.ts';

const owner = window as unknown as { earshotKin?: EventTarget };

beforeEach(() => {
	owner.earshotKin = new EventTarget();
});
afterEach(() => {
	delete owner.earshotKin;
});

/** A document that has got a text at some time. */
function relative(text: string, at: number) {
	const told: { seen: Seen; carried: string }[] = [];
	const kin = new SinkKin(
		(value) => (value.includes(text) ? { text, at, carried: `7,"${text}"` } : undefined),
		(seen, carried) => told.push({ seen, carried }),
	);
	kin.turn(true);
	return { kin, told };
}

const seen = (value: string): Seen => ({ sink: 'innerHTML', value, stack: '""' });

it('finds a text that came to another document, which then tells where it went', () => {
	const [asking, other, third] = [relative('its own text', 1), relative('a text', 2), relative('another', 3)];
	expect(asking.kin.find('nothing of the kind')).toBeUndefined();
	expect(asking.kin.find('its own text is not asked for')).toBeUndefined();
	expect(asking.kin.find('<p>a text</p>')).toBe('a text');
	asking.kin.pass(seen('<p>a text</p>'));
	expect(other.told).toEqual([{ seen: seen('<p>a text</p>'), carried: '7,"a text"' }]);
	expect([asking.told, third.told]).toEqual([[], []]);
});

it('takes the document that got it last', () => {
	const [asking, early, late, earlier] = [
		relative('none', 9),
		relative('a text', 2),
		relative('a text', 5),
		relative('a text', 1),
	];
	expect(asking.kin.find('a text')).toBe('a text');
	asking.kin.pass(seen('a text'));
	expect([early, late, earlier].map(({ told }) => told.length)).toEqual([0, 1, 0]);
});

it('tells all others that eval was looked up, and nobody when it is over', () => {
	const [asking, one, two] = [relative('none', 1), relative('a text', 2), relative('a text', 3)];
	asking.kin.pass({ sink: 'eval', value: '', stack: '""' });
	expect([asking, one, two].map(({ told }) => told.map(({ carried }) => carried))).toEqual([[], [''], ['']]);
	two.kin.turn(false);
	expect(asking.kin.find('a text')).toBe('a text');
	one.kin.turn(false);
	expect(asking.kin.find('a text')).toBeUndefined();
});

it('finds nothing where a document has no line to others', () => {
	delete owner.earshotKin;
	const { kin } = relative('a text', 1);
	expect(kin.find('a text')).toBeUndefined();
});
