const patterns: readonly RegExp[] = [
	/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/,
	/\bBearer\s+[\w.~+/-]{16,}/i,
	/(?:^|["'&?#\s{,;])(?:access_?token|id_?token|refresh_?token|auth_?token|api_?key|client_?secret|session_?id|password|passwd|secret|authorization)["']?\s*[:=]\s*["']?[^\s"'&,}]{6,}/i,
	/\b(?:ghp|gho|ghs|ghu)_\w{30,}/,
	/\b(?:sk|pk|rk)_(?:live|test)_\w{16,}/,
	/\bAKIA[0-9A-Z]{16}\b/,
	/\bAIza[\w-]{35}\b/,
	/\bxox[abprs]-[\w-]{10,}/,
];

/** Whether a text holds something that looks like a credential: JWT, bearer token, named secret, well-known key. */
export function hasSecret(text: string): boolean {
	return patterns.some((pattern) => pattern.test(text));
}
