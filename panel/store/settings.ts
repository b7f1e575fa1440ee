import { effect, type Signal, signal } from '@preact/signals';

/** Where settings are kept: browser storage in the product, a plain object in tests. */
export interface Storage {
	get(key: string): Promise<unknown>;
	set(key: string, value: unknown): Promise<void>;
	/** Calls back with what is stored from now on, by this page or another. */
	watch?(key: string, changed: (value: unknown) => void): void;
}

type Guard<T> = (value: unknown) => value is T;

/** A signal that survives the panel: read once from storage, written back when it changes. */
export function stored<T>(storage: Storage, key: string, initial: T, isValid: Guard<T>): Signal<T> {
	return follow(storage, key, initial, isValid, () => {}).value;
}

/** One that all panels have in common, too: what is chosen in one is not undone by what is chosen in another. */
export function shared<T>(storage: Storage, key: string, initial: T, isValid: Guard<T>): Signal<T> {
	if (!storage.watch) return stored(storage, key, initial, isValid);
	/** Changes made here of which no news has come yet. */
	const sent: string[] = [];
	const { value, take } = follow(storage, key, initial, isValid, (text) => sent.push(text));
	storage.watch(key, (found) => {
		if (!isValid(found)) return;
		const text = textOf(found);
		const own = sent.indexOf(text);
		sent.splice(0, own + 1);
		// What was changed here since then is newer.
		const isNews = own < 0 || sent.length === 0;
		if (isNews && text !== textOf(value.peek())) take(found);
	});
	return value;
}

function follow<T>(
	storage: Storage,
	key: string,
	initial: T,
	isValid: Guard<T>,
	onStored: (text: string) => void,
): { value: Signal<T>; take(found: T): void } {
	const value = signal(initial);
	let written: T = initial;
	const take = (found: T): void => {
		written = found;
		value.value = found;
	};
	void storage.get(key).then((found) => {
		// What a person changed meanwhile is newer.
		if (isValid(found) && value.peek() === initial) take(found);
	});
	effect(() => {
		const now = value.value;
		if (now === written) return;
		const [text, before] = [textOf(now), textOf(written)];
		written = now;
		// There is no news of what is stored once more.
		if (text === before) return;
		onStored(text);
		void storage.set(key, now);
	});
	return { value, take };
}

/** The same for what is the same; browsers store the members of an object in an order of their own. */
const textOf = (value: unknown): string =>
	JSON.stringify(value, (_, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);

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
