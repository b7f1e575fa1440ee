import { type Concrete, toText, UNKNOWN, WouldThrow } from './concrete.ts';

/** What a value has under a key. */
export function memberOf(object: Concrete, key: Concrete): Concrete {
	const name = toText(key);
	if (object === UNKNOWN || name === UNKNOWN) return UNKNOWN;
	if (object === undefined || object === null) throw new WouldThrow('member of nothing');
	if (typeof object === 'string' || Array.isArray(object)) {
		if (name === 'length') return object.length;
		return /^-?\d+$/.test(name) ? object[Number(name)] : UNKNOWN;
	}
	if (typeof object !== 'object') return undefined;
	switch (object.kind) {
		case 'url':
			return Object.hasOwn(object.url, name) ? object.url[name as keyof typeof object.url] : UNKNOWN;
		case 'opaque':
			return name === 'length' ? object.text.length : object;
		case 'object':
			return object.props.has(name) ? object.props.get(name) : object.open ? UNKNOWN : undefined;
		case 'set':
			return name === 'size' ? object.items.length : UNKNOWN;
		default:
			return UNKNOWN;
	}
}
