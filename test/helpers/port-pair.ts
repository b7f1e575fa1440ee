import type { TypedPort } from '../../src/protocol/port.ts';

export interface PortPair<A, B> {
	/** Sends A, receives B. */
	left: TypedPort<B, A>;
	/** Sends B, receives A. */
	right: TypedPort<A, B>;
}

/** Two ends of a line in memory: what one posts, the other gets at once; closing one disconnects the other. */
export function portPair<A, B>(): PortPair<A, B> {
	const toLeft = new Set<(message: B) => void>();
	const toRight = new Set<(message: A) => void>();
	const leftGone = new Set<() => void>();
	const rightGone = new Set<() => void>();
	let open = true;
	const end = <In, Out>(
		own: Set<(message: In) => void>,
		other: Set<(message: Out) => void>,
		ownGone: Set<() => void>,
		otherGone: Set<() => void>,
	): TypedPort<In, Out> => ({
		post(message) {
			if (open) for (const receive of other) receive(structuredClone(message));
			return open;
		},
		onMessage(receive) {
			own.add(receive);
			return () => own.delete(receive);
		},
		onDisconnect(gone) {
			ownGone.add(gone);
			return () => ownGone.delete(gone);
		},
		close() {
			open = false;
			for (const gone of otherGone) gone();
		},
	});
	return {
		left: end(toLeft, toRight, leftGone, rightGone),
		right: end(toRight, toLeft, rightGone, leftGone),
	};
}
