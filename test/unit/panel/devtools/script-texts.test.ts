import { expect, it } from 'vitest';
import { scriptTexts } from '../../../../panel/devtools/script-texts.ts';

it('texts of scripts are asked for once, but not all are kept for ever', async () => {
	const asked: string[] = [];
	const text = scriptTexts(async (token, order) => {
		asked.push(token);
		return order.kind === 'get-script'
			? { kind: 'source', source: order.url }
			: { kind: 'failed', reason: '' };
	});
	expect([await text('first', '/a.js'), await text('first', '/a.js')]).toEqual(['/a.js', '/a.js']);
	expect(asked).toEqual(['first']);
	for (let load = 0; load < 300; load++) await text(`load ${load}`, '/a.js');
	await text('first', '/a.js');
	expect(asked).toHaveLength(302);
});
