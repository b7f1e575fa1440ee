import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot } from './program.ts';

let folder = '';
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'earshot-context-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function judge(check: string, ...options: string[]) {
	const text = `addEventListener('message', e => { ${check} document.body.innerHTML = e.data; });`;
	const { stdout } = await earshot(['check', '--format', 'json', ...options, '-'], text);
	const [only] = JSON.parse(stdout);
	return only;
}

function valuesFile(text: string): string {
	const file = join(folder, 'values.json');
	writeFileSync(file, text);
	return file;
}

describe('what is known of the document', () => {
	it('is its address', async () => {
		const check = 'if (e.origin !== location.origin) return;';
		expect(await judge(check, '--url', 'about:srcdoc')).toMatchObject({ verdict: 'weak', witness: 'null' });
		expect(await judge(check, '--url', 'https://shop.example/x')).toMatchObject({ verdict: 'strict' });
	});

	it('is who can frame it', async () => {
		const check = 'if (e.source !== parent) return;';
		expect(await judge(check, '--frameable')).toMatchObject({ verdict: 'source-only', severity: 'high' });
		expect(await judge(check, '--no-frameable')).toMatchObject({ verdict: 'source-only', severity: 'info' });
	});

	it('is that it is sandboxed', async () => {
		const check = 'if (e.origin !== self.origin) return;';
		expect(await judge(check, '--sandboxed')).toMatchObject({ verdict: 'weak', witness: 'null' });
	});

	it('is the values of its globals, which the verdict names', async () => {
		const check = 'if (!CONFIG.peers.includes(e.origin)) return;';
		expect(await judge(check)).toMatchObject({ wanted: ['CONFIG.peers'] });
		// Some editors begin files with a byte order mark.
		const good = valuesFile('\uFEFF{ "CONFIG.peers": ["https://a.example"] }');
		expect(await judge(check, '--values', good)).toMatchObject({ verdict: 'strict', wanted: [] });
		const bad = valuesFile('{ "CONFIG": { "peers": ["https://a.example", "null"] } }');
		expect(await judge(check, '--values', bad)).toMatchObject({ verdict: 'weak', witness: 'null' });
	});
});

describe('wrong options', () => {
	it.each([
		['an address without a scheme', ['--url', 'shop.example'], /absolute address/],
		['an address of no document', ['--url', 'javascript:1'], /No document/],
		['a missing file', ['--values', '/nowhere/values.json'], /cannot be read/],
	])('%s', async (_, options, message) => {
		const { status, stderr, stdout } = await earshot(['check', ...options, '-'], 'x');
		expect(status).toBe(2);
		expect(stderr).toMatch(message);
		expect(stdout).toBe('');
	});

	it.each([
		['{ peers: 1 }', /no JSON/],
		['["https://a.example"]', /must hold an object/],
		['{ "a b": 1 }', /"a b" is no path/],
	])('values %s', async (text, message) => {
		const { status, stderr } = await earshot(['check', '--values', valuesFile(text), '-'], 'x');
		expect(status).toBe(2);
		expect(stderr).toMatch(message);
	});
});
