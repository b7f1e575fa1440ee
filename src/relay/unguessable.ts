/** 128 random bits as text; crypto.randomUUID exists in secure contexts alone. */
export const unguessable = (): string =>
	Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(16)).join('-');
