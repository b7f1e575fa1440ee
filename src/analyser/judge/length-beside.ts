import { isConstant, ORIGIN, type Value } from '../value/value.ts';
import type { World } from './evaluate.ts';

/** The length of a setting that the length of the origin, `other`, is compared with: it is that of a text. */
export function lengthBeside(
	other: Value | undefined,
	setting: Value | undefined,
	world: World,
): number | undefined {
	if (setting?.t !== 'term' || setting.op !== 'symbol' || !setting.symbol?.name.endsWith('.length'))
		return undefined;
	if (other?.t !== 'term' || other.op !== 'get' || !(other.deps & ORIGIN)) return undefined;
	const isLength = other.args[1] !== undefined && isConstant(other.args[1], 'length');
	return isLength && !world.symbols.has(setting.key) ? world.trusted.length : undefined;
}
