import { lab, note } from './realm.mjs';

/** The third argument of addEventListener, or none; `k`: which signal. */
export function optionsOf(form, k) {
	const { signal } = lab.controllers[k];
	switch (form) {
		case 'true':
			return [true];
		case 'false':
			return [false];
		case 'once':
			return [{ once: true }];
		case 'capture':
			return [{ capture: true }];
		case 'passive':
			return [{ passive: true }];
		case 'signal':
			return [{ signal }];
		case 'all':
			return [{ capture: true, once: true, passive: false, signal }];
		case 'getters':
			return [
				logging({ capture: k === 1, once: k === 0, passive: undefined, signal: k ? signal : undefined }),
			];
		case 'proxy':
			return [
				new Proxy(
					{ once: true, capture: k === 1 },
					{
						get(target, key) {
							note('option', String(key));
							return target[key];
						},
						has(target, key) {
							note('has option', String(key));
							return key in target;
						},
					},
				),
			];
		case 'number':
			return [k];
		case 'text':
			return [k ? 'capture' : ''];
		case 'null':
			return [null];
		case 'undefined':
			return [undefined];
		case 'odd':
			return [{ capture: 'yes', once: 0, passive: null }];
		case 'throws':
			return [
				{
					capture: false,
					get once() {
						note('option once');
						throw new RangeError('option');
					},
					get signal() {
						note('option signal');
						return undefined;
					},
				},
			];
		case 'bad-signal':
			return [{ once: true, signal: k ? null : {} }];
		case 'inherits':
			return [Object.create({ once: true, capture: k === 1 })];
		default:
			return [];
	}
}

/** What these options mean, as far as it shows in an inventory. */
export function meaningOf(form, k) {
	const is = (capture, once = false, passive = undefined, signal = false) => ({
		capture,
		once,
		passive,
		signal,
	});
	switch (form) {
		case 'true':
			return is(true);
		case 'once':
			return is(false, true);
		case 'capture':
			return is(true);
		case 'passive':
			return is(false, false, true);
		case 'signal':
			return is(false, false, undefined, true);
		case 'all':
			return is(true, true, false, true);
		case 'getters':
			return is(k === 1, k === 0, undefined, k === 1);
		case 'proxy':
		case 'inherits':
			return is(k === 1, true);
		case 'number':
		case 'text':
			return is(k === 1);
		case 'odd':
			return is(true, false, false);
		case 'bad-signal':
			return is(false, true);
		default:
			return is(false);
	}
}

/** An object whose members note that they are read. */
export function logging(values, what = 'option') {
	const object = {};
	for (const [key, value] of Object.entries(values))
		Object.defineProperty(object, key, {
			enumerable: true,
			get() {
				note(what, key);
				return value;
			},
		});
	return object;
}
