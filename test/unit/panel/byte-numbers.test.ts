import { expect, it } from 'vitest';
import { numbersAt } from '../../../panel/views/detail/byte-numbers.ts';

it('reads the numbers that begin at a byte, as far as there are bytes', () => {
	const bytes = new Uint8Array([9, 0xff, 0xfe, 0, 0, 0, 0, 0, 0x80]).subarray(1);
	const at = (offset: number) =>
		Object.fromEntries(numbersAt(bytes, offset).map(({ type, little, big }) => [type, [little, big]]));
	expect(at(0)).toMatchObject({
		Int8: ['-1', ''],
		Uint16: ['65279', '65534'],
		Int16: ['-257', '-2'],
		BigUint64: ['9223372036854841087', '18446181123756130432'],
	});
	expect(Object.keys(at(7))).toEqual(['Int8', 'Uint8']);
	expect(at(4)).toMatchObject({ Int32: ['-2147483648', '128'] });
});
