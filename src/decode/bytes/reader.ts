import { showUtf8 } from './utf8.ts';

/** Reads big-endian values from bytes in order; throws a RangeError where the bytes end too early. */
export class ByteReader {
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	/** Bytes not read yet. */
	get left(): number {
		return this.#bytes.length - this.at;
	}

	/** The next `size` bytes, not copied. */
	take(size: number): Uint8Array {
		const start = this.#step(size);
		return this.#bytes.subarray(start, start + size);
	}

	/** The next `size` bytes as UTF-8, U+FFFD where they are not. */
	text(size: number): string {
		return showUtf8(this.take(size));
	}

	peek(): number | undefined {
		return this.#bytes[this.at];
	}

	u8(): number {
		return this.#view.getUint8(this.#step(1));
	}

	u16(): number {
		return this.#view.getUint16(this.#step(2));
	}

	u32(): number {
		return this.#view.getUint32(this.#step(4));
	}

	u64(): bigint {
		return this.#view.getBigUint64(this.#step(8));
	}

	i8(): number {
		return this.#view.getInt8(this.#step(1));
	}

	i16(): number {
		return this.#view.getInt16(this.#step(2));
	}

	i32(): number {
		return this.#view.getInt32(this.#step(4));
	}

	i64(): bigint {
		return this.#view.getBigInt64(this.#step(8));
	}

	f32(): number {
		return this.#view.getFloat32(this.#step(4));
	}

	f64(): number {
		return this.#view.getFloat64(this.#step(8));
	}

	/** Little-endian base-128 number of at most `most` bytes (MQTT, SignalR); throws when it is longer. */
	varint(most: number): number {
		let value = 0;
		for (let k = 0; k < most; k++) {
			const byte = this.u8();
			value += (byte & 0x7f) * 2 ** (7 * k);
			if (byte < 0x80) return value;
		}
		throw new RangeError(`Number longer than ${most} bytes`);
	}

	#step(size: number): number {
		if (size > this.left) throw new RangeError(`Cut short: ${size - this.left} more bytes expected`);
		const start = this.at;
		this.at += size;
		return start;
	}
}

/** What a reader's failure says; anything else than a RangeError is thrown on. */
export function problemOf(failure: unknown): string {
	if (failure instanceof RangeError) return failure.message;
	throw failure;
}
