export interface ByteNumber {
	/** As in DataView: `Int16`, `Float64`. */
	type: string;
	little: string;
	/** Empty where there is only one order. */
	big: string;
}

type Reader = (view: DataView, little: boolean) => number | bigint;

const readers: readonly [type: string, bytes: number, read: Reader][] = [
	['Int8', 1, (view) => view.getInt8(0)],
	['Uint8', 1, (view) => view.getUint8(0)],
	['Int16', 2, (view, little) => view.getInt16(0, little)],
	['Uint16', 2, (view, little) => view.getUint16(0, little)],
	['Int32', 4, (view, little) => view.getInt32(0, little)],
	['Uint32', 4, (view, little) => view.getUint32(0, little)],
	['BigInt64', 8, (view, little) => view.getBigInt64(0, little)],
	['BigUint64', 8, (view, little) => view.getBigUint64(0, little)],
	['Float32', 4, (view, little) => shortest(view.getFloat32(0, little))],
	['Float64', 8, (view, little) => view.getFloat64(0, little)],
];

/** The numbers that begin at a byte, in both byte orders; types that need more bytes than there are left out. */
export function numbersAt(bytes: Uint8Array, offset: number): ByteNumber[] {
	const left = bytes.length - offset;
	return readers
		.filter(([, size]) => size <= left)
		.map(([type, size, read]) => {
			const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
			return { type, little: textOf(read(view, true)), big: size === 1 ? '' : textOf(read(view, false)) };
		});
}

const textOf = (number: number | bigint): string => (Object.is(number, -0) ? '-0' : String(number));

/** The shortest number that is the same one in 32 bits: `getFloat32` gives digits that were never there. */
function shortest(number: number): number {
	for (let digits = 1; digits < 9; digits++) {
		const short = Number(number.toPrecision(digits));
		if (Object.is(Math.fround(short), number)) return short;
	}
	return number === 0 ? number : Number(number.toPrecision(9));
}
