/** A two-way line between contexts; tests use an in-memory pair. */
export interface TypedPort<In, Out> {
	post(message: Out): void;
	/** Returns the undo. */
	onMessage(receive: (message: In) => void): () => void;
	onDisconnect(gone: () => void): () => void;
	close(): void;
}
