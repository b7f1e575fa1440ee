import { expect, test } from 'vitest';
import { ensureBrowser, type System } from '../../../src/cli/browsers/ensure-browser.ts';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';
const RASPBIAN = 'ID=raspbian\nID_LIKE=debian\n';
const UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n';

/** A system in which apt-get brings the browser, unless `broken`. */
function system(release: string, root: boolean, broken = false) {
	const commands: string[] = [];
	const said: string[] = [];
	const fake: System = {
		release,
		root,
		find: (browser) =>
			commands.some((line) => line.includes('install')) ? `/usr/bin/${browser}` : undefined,
		run(command, args) {
			if (broken) throw new Error('no network');
			commands.push([command, ...args].join(' '));
		},
		say: (line) => said.push(line),
	};
	return { fake, commands, said };
}

test('a browser that is there is taken, and nothing is installed', () => {
	const { fake, commands, said } = system(DEBIAN, true);
	expect(ensureBrowser('firefox', { ...fake, find: () => '/opt/firefox' })).toBe('/opt/firefox');
	expect([...commands, ...said]).toEqual([]);
});

test.each([
	['chromium', 'chromium'],
	['firefox', 'firefox-esr'],
] as const)('root on Debian gets the package of %s, and is told', (browser, name) => {
	const { fake, commands, said } = system(DEBIAN, true);
	expect(ensureBrowser(browser, fake)).toBe(`/usr/bin/${browser}`);
	expect(commands[0]).toMatch(/^apt-get update/);
	expect(commands[1]).toMatch(new RegExp(`^apt-get install .*\\b${name}$`));
	expect(said[0]).toContain(name);
});

test.each([
	['a user on Debian', DEBIAN, false],
	['root on a relative of Debian', RASPBIAN, true],
])('%s is told the command, and nothing is run', (_who, release, root) => {
	const { fake, commands } = system(release, root);
	expect(() => ensureBrowser('chromium', fake)).toThrow('apt-get install chromium');
	expect(commands).toEqual([]);
});

test.each([
	['elsewhere', ''],
	['on Ubuntu, which has no such packages,', UBUNTU],
])('%s the error says where to get it', (_where, release) => {
	for (const browser of ['chromium', 'firefox'] as const)
		expect(() => ensureBrowser(browser, system(release, true).fake)).toThrow(/https:.*--program/);
});

test('a failed installation says what failed and what to do', () => {
	expect(() => ensureBrowser('chromium', system(DEBIAN, true, true).fake)).toThrow(
		/apt-get install chromium.*no network/,
	);
});
