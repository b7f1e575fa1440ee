/** Lower-case hex pairs separated by spaces, of at most `most` bytes. */
export function hexOf(bytes: Uint8Array, most = 32): string {
	const shown = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
	return bytes.length > most ? `${shown} …` : shown;
}
