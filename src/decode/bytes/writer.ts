/** Writes big-endian values one after the other. */
export class ByteWriter {
	#bytes = new Uint8Array(64);
	#view = new DataView(this.#bytes.buffer);
	#at = 0;

	get bytes(): Uint8Array<ArrayBuffer> {
		return this.#bytes.slice(0, this.#at);
	}

	/** An unsigned integer of 1, 2, 4 or 8 bytes. */
	uint(value: number | bigint, size: 1 | 2 | 4 | 8): void {
		const at = this.#step(size);
		if (size === 1) this.#view.setUint8(at, Number(value));
		else if (size === 2) this.#view.setUint16(at, Number(value));
		else if (size === 4) this.#view.setUint32(at, Number(value));
		else this.#view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)));
	}

	double(value: number): void {
		const at = this.#step(8);
		this.#view.setFloat64(at, value);
	}

	raw(bytes: Uint8Array): void {
		const at = this.#step(bytes.length);
		this.#bytes.set(bytes, at);
	}

	#step(size: number): number {
		const at = this.#at;
		this.#at += size;
		if (this.#at > this.#bytes.length) {
			const grown = new Uint8Array(Math.max(this.#at, this.#bytes.length * 2));
			grown.set(this.#bytes);
			this.#bytes = grown;
			this.#view = new DataView(grown.buffer);
		}
		return at;
	}
}
