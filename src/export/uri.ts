const IPV6 = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?)\[([0-9a-f:.]+)\]/i;

/** An address as a valid URI reference (RFC 3986): what may not stand in one is percent-encoded. */
export function uriOf(address: string): string {
	const encoded = address
		.toWellFormed()
		.replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, (char) => encodeURIComponent(char))
		.replace(/%(?![0-9a-f]{2})/gi, '%25')
		.replace(/#(?=.*#)/g, '%23');
	const [host = ''] = IPV6.exec(encoded) ?? [];
	return host + encoded.slice(host.length).replace(/[[\]]/g, encodeURIComponent);
}

/** The same for places that want an absolute URI: another address stands in the fragment of one that leads nowhere. */
export function absoluteUriOf(address: string): string {
	const uri = uriOf(address);
	return /^[a-z][a-z0-9+.-]*:\/\/[\w.[]/i.test(uri) ? uri : `about:invalid#${uri.replaceAll('#', '%23')}`;
}
