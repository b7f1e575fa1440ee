import type { Handshake, HeaderField } from '../../protocol/handshake.ts';
import type { Redactor } from './redactor.ts';
import { isSecretName, REDACTED } from './secret-names.ts';

/** A handshake without credentials in its address and headers. */
export function redactHandshake(handshake: Handshake, redactor: Redactor): Handshake {
	if (!redactor.isOn) return handshake;
	const { request, response, ...rest } = redactor.plain(handshake);
	return {
		...rest,
		...(request === undefined ? {} : { request: redactHeaders(handshake.request ?? [], redactor) }),
		...(response === undefined ? {} : { response: redactHeaders(handshake.response ?? [], redactor) }),
	};
}

function redactHeaders(fields: readonly HeaderField[], redactor: Redactor): HeaderField[] {
	return fields.map(({ name, value }) => ({ name, value: withoutSecret(name, value, redactor) }));
}

function withoutSecret(name: string, value: string, redactor: Redactor): string {
	if (isSecretName(name)) return REDACTED;
	if (!/^sec-websocket-protocol$/i.test(name)) return redactor.text(value);
	// Pages hand credentials over in it, behind a name.
	return redactor.plain({ protocols: value.split(/ *, */) }).protocols.join(', ');
}
