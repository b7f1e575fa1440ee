/** A message that a person keeps for further probes. */
export interface SavedMessage {
	name: string;
	/** In the notation of src/probe/notation. */
	text: string;
}

/** Names that are shown in full. */
export const LONGEST_NAME = 60;
const MOST = 200;

export const isSavedList = (value: unknown): value is readonly SavedMessage[] =>
	Array.isArray(value) &&
	value.every(
		(one: Partial<SavedMessage> | null) => typeof one?.name === 'string' && typeof one.text === 'string',
	);

/** The list with this message in it, by name: one of the same name is replaced, beyond the limit the oldest go. */
export function withMessage(
	saved: readonly SavedMessage[],
	{ name, text }: SavedMessage,
): readonly SavedMessage[] {
	return [...without(saved, name), { name, text }].slice(-MOST);
}

export function without(saved: readonly SavedMessage[], name: string): readonly SavedMessage[] {
	return saved.filter((one) => one.name !== name);
}
