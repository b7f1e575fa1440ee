import { readFileSync } from 'node:fs';
import { parseValue } from '../../src/probe/notation/parse.ts';
import type { Value } from '../../src/protocol/value.ts';
import type { Fixture } from '../corpus/fixtures.ts';

/** Stands for "§" in a fixture's message: known again wherever it goes. */
const MARK = '<i>earshot mark</i>';
const JQUERY = 'node_modules/jquery/dist/jquery.min.js';
/** As the fixtures name the page that they run in. */
const OWN = 'https://victim.example';

/** What a probe of a fixture's handler is to show, and why one cannot be made. */
export type Wanted = 'confirmed' | 'refuted' | { none: string };

/** What a real page can be given; the address of the page, its cookies and its ancestors are the browser's. */
const GIVEN = /^(?!location|name$|origin$|document|parent|top|opener|self|window)[\w.]+$/;

/** A handler that lets foreign origins in is to be confirmed, one that lets only the right ones in refuted. */
export function wantedOf({ text, expected }: Fixture): Wanted {
	if (/^\s*import\b/m.test(text)) return { none: 'imports code that is not there' };
	if (expected.noRun) return { none: 'cannot be run outside its page' };
	if (expected.verdicts) return { none: 'several listeners or none' };
	if (expected.source) return { none: 'asks for a window of the page' };
	if (!Object.keys(expected.env ?? {}).every((path) => GIVEN.test(path)))
		return { none: 'goes by something that only the browser sets' };
	if (/\blocation(?:\.href)?\s*=[^=]|\blocation\.(?:assign|replace)\(/.test(text))
		return { none: 'goes to another page, which nothing can hold back' };
	const verdicts = [expected.verdict ?? []].flat();
	if (verdicts.every((verdict) => verdict === 'none' || verdict === 'weak')) return 'confirmed';
	if (verdicts.length === 1 && verdicts[0] === 'strict') return 'refuted';
	return { none: `is ${verdicts.join(' or ')}` };
}

/** The page of a fixture: what its script looks for, calls that count as a use, and the script. */
export function pageOf({ text, expected }: Fixture): string {
	const elements = elementsFor(text);
	const library = /\$\(|\bjQuery\b/.test(text) ? `<script>${readFileSync(JQUERY, 'utf8')}</script>` : '';
	const uses = (expected.uses ?? []).map(
		(name) =>
			`${define(name)} = (...given) => { document.getElementById('uses').innerHTML = JSON.stringify(given); };`,
	);
	const env = Object.entries(expected.env ?? {}).map(
		([path, value]) => `${define(path)} = ${JSON.stringify(value).replaceAll('<', '\\u003c')};`,
	);
	const kind = /^\s*(?:import|export)\b/m.test(text) ? ' type="module"' : '';
	return `<!doctype html><title>Fixture</title><body><div id="uses"></div>${elements}${library}<script>${[
		...env,
		...uses,
	].join('\n')}</script><script${kind}>${text}</script>`;
}

/** The elements that a script asks for by id or selector; frames where it sets an address. */
function elementsFor(text: string): string {
	const asked = text.matchAll(/(?:getElementById|querySelector(?:All)?)\(\s*(['"])([\w#-]+)\1/g);
	const made = [
		...new Set([...asked].map(([whole, , name = '']) => (whole.startsWith('g') ? `#${name}` : name))),
	];
	return made
		.map((selector) => {
			const [tag = '', id] = selector.split('#');
			const name = tag || (/\.src\s*=[^=]/.test(text) ? 'iframe' : 'div');
			return `<${name}${id === undefined ? '' : ` id="${id}"`}></${name}>`;
		})
		.join('');
}

/** Code that makes the objects on a dotted path of globals; ends in the last one as the target of an assignment. */
function define(path: string): string {
	const names = path.split('.');
	const made = names.slice(0, -1).map((_, at) => `window.${names.slice(0, at + 1).join('.')} ??= {};`);
	return `${made.join(' ')} window.${path}`;
}

/** The fixture's message as from an origin. */
export function messageOf({ expected }: Fixture, origin: string): Value {
	const text = JSON.stringify(expected.data ?? { html: '§' });
	const quoted = (value: string): string => JSON.stringify(value).slice(1, -1);
	const parsed = parseValue(text.replaceAll('§origin', quoted(origin)).replaceAll('§', quoted(MARK)));
	if (!parsed.ok) throw new Error(parsed.message);
	return parsed.value;
}

/** An origin of the fixtures in the real page, whose own is `own`. */
export const originIn = (origin: string, own: string): string => (origin === OWN ? own : origin);
