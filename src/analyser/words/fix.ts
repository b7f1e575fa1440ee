import { constantsOf, hostIn } from '../judge/constants.ts';
import type { Judgement } from '../judge/judge.ts';
import { isOrigin, parseUrl } from '../pure/origin.ts';
import { type FunctionNode, keyName } from '../syntax/node.ts';

/** A change to this handler that makes its check right; undefined when there is nothing to change. */
export function fixFor(judgement: Judgement, handler: FunctionNode): string | undefined {
	const { verdict } = judgement;
	if (verdict === 'strict' || verdict === 'inert') return undefined;
	const origin = originOf(handler);
	const trusted = trustedIn(judgement);
	const [only] = trusted;
	const leave = 'return;';
	const check =
		trusted.length > 1
			? `if (![${trusted.map((one) => `'${one}'`).join(', ')}].includes(${origin})) ${leave}`
			: `if (${origin} !== '${only ?? 'https://trusted.example'}') ${leave}`;
	const where = 'as the first statement of the handler';
	if (verdict === 'none') return `Add \`${check}\` ${where}, with the origin you expect messages from.`;
	if (verdict === 'source-only') return `Keep the window check and add \`${check}\` ${where}.`;
	if (verdict === 'weak')
		return `Compare the whole origin exactly, before any use and with no way around it: \`${check}\` ${where}.`;
	return `If the code that is not shown does not check it, add \`${check}\` ${where}.`;
}

function originOf(handler: FunctionNode): string {
	const [param] = handler.params;
	if (param?.type === 'Identifier') return `${param.name}.origin`;
	if (param?.type === 'ObjectPattern') {
		for (const one of param.properties) {
			if (
				one.type === 'Property' &&
				keyName(one.key, one.computed) === 'origin' &&
				one.value.type === 'Identifier'
			)
				return one.value.name;
		}
		return 'origin';
	}
	return 'event.origin';
}

function trustedIn({ conditions }: Judgement): string[] {
	const found = new Set<string>();
	for (const text of constantsOf(conditions.map((one) => one.term)).texts) {
		const url = parseUrl(text);
		if (url && /^https?:$/.test(url.protocol)) {
			if (isOrigin(url.origin)) found.add(url.origin);
		} else if (hostIn(text) && !/[\\^$*]/.test(text)) found.add(`https://${hostIn(text)}`);
	}
	return [...found].slice(0, 4);
}
