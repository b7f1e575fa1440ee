import { readBase64 } from '../bytes/base64.ts';
import { readUtf8 } from '../bytes/utf8.ts';
import type { Codec } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { asObject, asText, own } from '../value/shape.ts';

/** JSON Web Token in compact form (RFC 7519): header, claims and the signature's bytes, unverified. */
export const jwt: Codec = {
	id: 'jwt',
	name: 'JSON Web Token',
	open: () => (frame) => {
		const text = frame.text();
		if (text === undefined || text.length > 65_536 || !/^[\w-]{8,}\.[\w-]{2,}\.[\w-]*$/.test(text))
			return undefined;
		const [head = '', body = '', tail = ''] = text.split('.');
		const header = jsonOf(head);
		const claims = jsonOf(body);
		const algorithm = header && asText(own(header, 'alg'));
		if (algorithm === undefined || !claims) return undefined;
		const signature: DecodedValue = readBase64(tail) ?? tail;
		return {
			confidence: 0.97,
			type: `token ${algorithm}`,
			value: { header, claims, signature },
			opaque: true,
		};
	},
};

function jsonOf(segment: string): ReturnType<typeof asObject> {
	const bytes = readBase64(segment);
	const text = bytes && readUtf8(bytes);
	if (text === undefined) return undefined;
	try {
		return asObject(JSON.parse(text) as DecodedValue);
	} catch {
		return undefined; // not a token then
	}
}
