import type { ValueFactory } from '../value/factory.ts';
import type { Frame, Value } from '../value/value.ts';

/** What a path wrote to properties. */
export class Written {
	/** By the key of the object, then of the property. */
	readonly #values = new Map<string, Map<string, Value>>();

	get(values: ValueFactory, object: Value, key: Value): Value | undefined {
		// Most paths write little, and read at each step.
		if (this.#values.size === 0) return undefined;
		return this.#values.get(values.key(object))?.get(values.key(key));
	}

	/** What was written. */
	*values(): Generator<Value> {
		for (const properties of this.#values.values()) yield* properties.values();
	}

	set(values: ValueFactory, object: Value, key: Value, value: Value): void {
		const own = values.key(object);
		const properties = this.#values.get(own);
		if (properties) properties.set(values.key(key), value);
		else this.#values.set(own, new Map([[values.key(key), value]]));
	}
}

/** What a path wrote to variables of functions that ran before any message. */
export class WrittenVariables {
	readonly #values = new Map<Frame, Map<string, Value>>();

	get(frame: Frame, name: string): Value | undefined {
		return this.#values.get(frame)?.get(name);
	}

	/** What was written. */
	*values(): Generator<Value> {
		for (const variables of this.#values.values()) yield* variables.values();
	}

	set(frame: Frame, name: string, value: Value): void {
		const own = this.#values.get(frame);
		if (own) own.set(name, value);
		else this.#values.set(frame, new Map([[name, value]]));
	}
}
