import { effect, type Signal, signal } from '@preact/signals';

/** Where settings are kept: browser storage in the product, a plain object in tests. */
export interface Storage {
	get(key: string): Promise<unknown>;
	set(key: string, value: unknown): Promise<void>;
	/** Calls back with what is stored from now on, by this page or another. */
	watch?(key: string, changed: (value: unknown) => void): void;
}

/** A signal that survives the panel: read once from storage, written back when it changes. */
export function stored<T>(
	storage: Storage,
	key: string,
	initial: T,
	isValid: (value: unknown) => value is T,
): Signal<T> {
	const value = signal(initial);
	let written: T = initial;
	void storage.get(key).then((found) => {
		// What a person changed meanwhile is newer.
		if (isValid(found) && value.peek() === initial) {
			written = found;
			value.value = found;
		}
	});
	effect(() => {
		const now = value.value;
		if (now === written) return;
		written = now;
		void storage.set(key, now);
	});
	return value;
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

export const isTextRecord = (value: unknown): value is Record<string, string> =>
	typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string');

export const isNumberRecord = (value: unknown): value is Record<string, number> =>
	typeof value === 'object' && value !== null && Object.values(value).every((v) => Number.isFinite(v));

export const isTextList = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((v) => typeof v === 'string');

export interface SavedFilter {
	name: string;
	filter: string;
}

export const isFilterList = (value: unknown): value is SavedFilter[] =>
	Array.isArray(value) &&
	value.every((one: Partial<SavedFilter> | null) => {
		return typeof one?.name === 'string' && typeof one.filter === 'string';
	});
