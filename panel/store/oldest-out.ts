/** Takes the first entries out of a map until at most `most` are left. */
export function oldestOut<K, V>(map: Map<K, V>, most: number): void {
	for (const key of map.keys()) {
		if (map.size <= most) return;
		map.delete(key);
	}
}
