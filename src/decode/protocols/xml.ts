import type { Codec } from '../codec.ts';
import { line } from '../value/preview.ts';
import { readXml } from '../value/read-xml.ts';

/** XML and XML streams (XMPP over WebSocket, RFC 7395), read without entities of a DTD. */
export const xml: Codec = {
	id: 'xml',
	name: 'XML',
	claims: ({ subprotocol }) => (subprotocol === 'xmpp' || subprotocol === 'soap' ? 0.95 : 0),
	open: () => (frame) => {
		const text = frame.text();
		if (text === undefined || !/^\s*<[?!A-Za-z_]/.test(text)) return undefined;
		const { roots, error } = readXml(text);
		const first = roots.find((root) => typeof root !== 'string');
		if (first === undefined || typeof first === 'string') return undefined;
		const value = roots.length === 1 ? first : roots;
		return { confidence: error ? 0.45 : 0.85, type: first.name, value: value, preview: line(text), error };
	},
};
