import { createDecoder, type Decoded, type SocketHint } from '../../../src/decode/decode.ts';

export const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Decodes one frame of a fresh socket. */
export function decodeOne(
	data: string | Uint8Array,
	hint: SocketHint = {},
	direction: 'in' | 'out' = 'in',
): Decoded {
	return createDecoder(hint).decode({ direction, data });
}

/** The protocols from the frame inwards, following the first layer. */
export function chain(decoded: Decoded): string[] {
	return [decoded.protocol, ...(decoded.layers[0] ? chain(decoded.layers[0]) : [])];
}
