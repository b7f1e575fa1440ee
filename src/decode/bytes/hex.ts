/** A byte as two lower-case hex digits. */
export const hexPair = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Lower-case hex pairs separated by spaces; of more than `most` bytes the first ones, and a mark that there are more. */
export function hexOf(bytes: Uint8Array, most = bytes.length): string {
	const shown = Array.from(bytes.subarray(0, most), hexPair).join(' ');
	return bytes.length > most ? `${shown} …` : shown;
}
