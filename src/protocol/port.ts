/** A two-way line between contexts; tests use an in-memory pair. */
export interface TypedPort<In, Out> {
	/** Whether the message could be handed over. */
	post(message: Out): boolean;
	/** Returns the undo. */
	onMessage(receive: (message: In) => void): () => void;
	onDisconnect(gone: () => void): () => void;
	close(): void;
}
