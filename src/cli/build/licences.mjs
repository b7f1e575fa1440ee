import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What is bundled may be passed on only with its licence: the texts of all packages that a bundle of the extension has. */
function licences(metafiles) {
	const files = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
	const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []);
	const texts = [...new Set(folders)].map((folder) => {
		const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
		const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
		if (!file) throw new Error(`${name} is bundled and has no licence.`);
		return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
	});
	return [readFileSync('LICENSE', 'utf8'), ...texts.sort()].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Puts the licences of all that was built into the extension beside it. */
export function writeLicences(built) {
	writeFileSync('dist/extension/LICENSES.txt', licences(built.map(({ metafile }) => metafile)));
}
