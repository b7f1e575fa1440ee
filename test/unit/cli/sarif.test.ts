import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { earshot } from './program.ts';

const SCHEMA = createRequire(import.meta.url).resolve(
	'@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
const FOLDER = 'test/fixtures/listeners';

async function log(args: string[], input?: string): Promise<Log> {
	return JSON.parse((await earshot(['check', '--format', 'sarif', ...args], input)).stdout);
}

const prints = (of: Log) =>
	of.runs[0]?.results?.map((result) => result.partialFingerprints?.['earshotListener/v1']);

describe('SARIF', () => {
	it('conforms to the schema of the standard, also with files that cannot be judged', async () => {
		// One of the schema's patterns is no valid expression in Unicode mode.
		const ajv = new Ajv({ strict: false, unicodeRegExp: false });
		addFormats(ajv);
		const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
		for (const args of [[FOLDER], [`${FOLDER}/B1-index-of/good.js`], ['gone.js', `${FOLDER}/A1-no-check`]]) {
			validate(await log(args));
			expect(validate.errors).toBeNull();
		}
	});

	it('names rule, place and fingerprint of each finding and leaves out what is fine', async () => {
		const of = await log([`${FOLDER}/B1-index-of/bad.js`, `${FOLDER}/B1-index-of/good.js`]);
		const [run] = of.runs;
		expect(run?.tool.driver.rules?.map((rule) => rule.id)).toEqual(['message-listener/weak']);
		expect(run?.results).toHaveLength(1);
		expect(run?.results?.[0]).toMatchObject({
			ruleId: 'message-listener/weak',
			ruleIndex: 0,
			properties: { verdict: 'weak', witness: expect.stringContaining('shop.example') },
			locations: [
				{
					physicalLocation: {
						artifactLocation: { uri: `${FOLDER}/B1-index-of/bad.js` },
						region: { startLine: expect.any(Number), startColumn: expect.any(Number) },
					},
				},
			],
		});
	});

	it('reports files that could not be judged as notifications', async () => {
		const of = await log(['gone.js']);
		expect(of.runs[0]?.invocations?.[0]).toMatchObject({
			executionSuccessful: false,
			toolExecutionNotifications: [{ message: { text: 'gone.js: no such file' } }],
		});
	});

	it('keeps fingerprints when lines move, and tells equal listeners apart', async () => {
		const script = readFileSync(`${FOLDER}/B1-index-of/bad.js`, 'utf8');
		const before = prints(await log(['-'], script));
		const after = prints(await log(['-'], `// a line more\n\n${script}`));
		expect(before).toHaveLength(1);
		expect(after).toEqual(before);
		const twice = prints(await log(['-'], `${script}\n${script}`));
		expect(new Set(twice).size).toBe(2);
		expect(twice?.[0]).toBe(before?.[0]);
	});
});
