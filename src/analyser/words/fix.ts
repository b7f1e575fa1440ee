import { constantsOf, hostIn } from '../judge/constants.ts';
import type { Judgement } from '../judge/judge.ts';
import { isOrigin, parseUrl } from '../pure/origin.ts';
import { type FunctionNode, keyName } from '../syntax/node.ts';
import { type Sentence, say } from './sentences.ts';

/** A change to this handler that makes its check right; undefined when there is nothing to change. */
export function fixFor(judgement: Judgement, handler: FunctionNode | undefined): Sentence | undefined {
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
	if (verdict === 'none') return say('fix-add', check);
	if (verdict === 'source-only') return say('fix-add-to-window', check);
	return say(verdict === 'weak' ? 'fix-compare' : 'fix-if-unchecked', check);
}

function originOf(handler: FunctionNode | undefined): string {
	const [param] = handler?.params ?? [];
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
