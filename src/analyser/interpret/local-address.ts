import type { Value } from '../value/value.ts';

/** Given as a live value where the page is such a one itself. */
export const LOCAL_PAGE = 'location.isLocal';

/** What these parts of an address are only on the developer's own machine. */
const LOCAL: Record<string, RegExp> = {
	protocol: /^file:$/,
	hostname: /^(localhost|127\.0\.0\.1|\[::1\])$/,
};

/** The answer that a comparison with a part of an address has on every page that others can reach; undefined for others. */
export function publicAnswer(condition: Value): boolean | undefined {
	if (condition.t !== 'term') return undefined;
	const [inner] = condition.args;
	if (condition.op === '!' && inner) {
		const answer = publicAnswer(inner);
		return answer === undefined ? undefined : !answer;
	}
	if (condition.op !== '===' && condition.op !== '==') return undefined;
	const [left, right] = condition.args;
	const [asked, text] = left?.t === 'constant' ? [right, left] : [left, right];
	if (text?.t !== 'constant' || typeof text.value !== 'string') return undefined;
	return LOCAL[partOfAddress(asked)]?.test(text.value) ? false : undefined;
}

/** `hostname`, of any window's location. */
function partOfAddress(value: Value | undefined): string {
	if (value?.t !== 'term') return '';
	const [whole, key] = value.args;
	if (value.op === 'get' && key?.t === 'constant' && isLocation(whole)) return String(key.value);
	return /(?:^|\.)location\.(protocol|hostname)$/.exec(value.symbol?.name ?? '')?.[1] ?? '';
}

function isLocation(value: Value | undefined): boolean {
	if (value?.t !== 'term') return false;
	const key = value.op === 'get' ? value.args[1] : undefined;
	return key?.t === 'constant' ? key.value === 'location' : /(^|\.)location$/.test(value.symbol?.name ?? '');
}
