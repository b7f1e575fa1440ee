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

it('gives each float the digits that it has', () => {
	const bytes = new Uint8Array(8);
	const view = new DataView(bytes.buffer);
	const shown = (type: string): string | undefined =>
		numbersAt(bytes, 0).find((number) => number.type === type)?.little;
	view.setFloat64(0, Math.PI, true);
	expect(shown('Float64')).toBe('3.141592653589793');
	for (const number of [0.1, 1 / 3, 1e-45, 3.4028234663852886e38, Number.NaN]) {
		view.setFloat32(0, number, true);
		expect(Math.fround(Number(shown('Float32')))).toBe(Math.fround(number));
	}
	view.setFloat32(0, 0.1, true);
	expect(shown('Float32')).toBe('0.1');
	view.setFloat32(0, -0, true);
	expect(shown('Float32')).toBe('-0');
});
