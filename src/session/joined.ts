import type { Handshake } from '../protocol/handshake.ts';

/** A handshake, and the socket that it was found to be of. */
export interface Joined {
	handshake: Handshake;
	/** No other handshake fits the socket and no other socket the handshake; otherwise their order decided. */
	certain: boolean;
}
