import { hexOf } from '../../../src/decode/bytes/hex.ts';
import { tn } from '../../i18n.ts';

/** Bytes shown in the line of the value itself. */
export const INLINE_BYTES = 16;
const MOST_LINES = 64;

/** The first bytes of a value, in hexadecimal. */
export function InlineHex({ bytes }: { bytes: Uint8Array }) {
	if (bytes.length === 0) return null;
	return <span class="v-number">{hexOf(bytes, INLINE_BYTES)}</span>;
}

/** Bytes in lines of sixteen, with their offsets; the first of them where there are many. */
export function HexLines({ bytes }: { bytes: Uint8Array }) {
	const count = Math.ceil(bytes.length / INLINE_BYTES);
	const lines = Array.from({ length: Math.min(count, MOST_LINES) }, (_, index) => index * INLINE_BYTES);
	return (
		<div class="hex-lines">
			{lines.map((offset) => (
				<div key={offset}>
					<span class="dim">{offset.toString(16).padStart(4, '0')}</span>{' '}
					<span class="v-number">{hexOf(bytes.subarray(offset, offset + INLINE_BYTES))}</span>
				</div>
			))}
			{count > MOST_LINES && (
				<div class="own-words">{tn('bytesLeftOut', bytes.length - MOST_LINES * INLINE_BYTES)}</div>
			)}
		</div>
	);
}
