const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/** FNV-1a over the UTF-16 units, 64 bits, as 16 hex digits: for identity across runs, not against an adversary. */
export function stableHash(text: string): string {
	let hash = BASIS;
	for (let index = 0; index < text.length; index++) {
		hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
	}
	return hash.toString(16).padStart(16, '0');
}
