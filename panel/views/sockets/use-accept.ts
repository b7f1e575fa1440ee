import { useEffect, useState } from 'preact/hooks';
import type { Handshake } from '../../../src/protocol/handshake.ts';
import { headerOf } from '../../../src/session/headers.ts';

/** What RFC 6455 (1.3) puts behind the key before it is hashed. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What the key of a handshake must be answered with; undefined until it is computed, or where no key is shown. */
export function useAccept({ request = [] }: Handshake): string | undefined {
	const key = headerOf(request, 'Sec-WebSocket-Key')?.trim();
	const [computed, setComputed] = useState<{ key: string; accept: string }>();
	useEffect(() => {
		if (key === undefined) return;
		const bytes = new TextEncoder().encode(key + WEBSOCKET_GUID);
		void crypto.subtle.digest('SHA-1', bytes).then((digest) => {
			setComputed({ key, accept: btoa(String.fromCharCode(...new Uint8Array(digest))) });
		});
	}, [key]);
	return computed && computed.key === key ? computed.accept : undefined;
}
