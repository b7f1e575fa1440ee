import type { Value } from '../value/value.ts';

/** Whether it is an element that the page made, or a part of one. */
export function isDomWrite(object: Value): boolean {
	return (
		object.t === 'term' &&
		(object.symbol?.kind === 'result' ||
			/(^|\.)(style|dataset|classList|document)(\.|$)/.test(object.symbol?.name ?? ''))
	);
}

/** Whether it is a port that came with the message, or in one. */
export function fromPorts(object: Value): boolean {
	for (let one: Value | undefined = object; one?.t === 'term'; one = one.args[0])
		if (one.op === 'ports') return true;
	return false;
}
