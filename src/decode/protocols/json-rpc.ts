import type { Codec, Reading } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { previewOf } from '../value/preview.ts';
import { asArray, asId, asObject, asText, own } from '../value/shape.ts';

/** JSON-RPC 2.0, single and batched. */
export const jsonRpc: Codec = {
	id: 'json-rpc',
	name: 'JSON-RPC 2.0',
	settles: true,
	claims: ({ subprotocol = '' }) => (/^json-?rpc/i.test(subprotocol) ? 0.95 : 0),
	open: () => (frame) => {
		const value = frame.json()?.value;
		const batch = asArray(value);
		if (!batch) return message(value);
		const records: Reading[] = [];
		for (const item of batch.slice(0, limits.records)) {
			const record = message(item);
			if (!record) return undefined;
			records.push(record);
		}
		if (records.length === 0) return undefined;
		const error =
			batch.length > records.length ? `Only the first ${records.length} messages are listed` : undefined;
		return { confidence: 0.95, type: `batch of ${batch.length}`, value, records, error };
	},
};

function message(value: DecodedValue): Reading | undefined {
	const object = asObject(value);
	if (!object || own(object, 'jsonrpc') !== '2.0') return undefined;
	const method = asText(own(object, 'method'));
	const id = asId(own(object, 'id'));
	const error = asObject(own(object, 'error'));
	if (method !== undefined) {
		const params = own(object, 'params');
		const type = id === undefined ? `notify ${method}` : `call ${method}`;
		return { confidence: 0.96, type, id, value, preview: params === undefined ? method : previewOf(params) };
	}
	if (error) {
		const type = `error ${asId(own(error, 'code')) ?? ''}`.trim();
		return { confidence: 0.96, type, replyTo: id, value, preview: previewOf(own(error, 'message') ?? error) };
	}
	if (!Object.hasOwn(object, 'result')) return undefined;
	return { confidence: 0.96, type: 'result', replyTo: id, value, preview: previewOf(own(object, 'result')) };
}
