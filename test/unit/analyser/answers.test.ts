import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

/** The verdict on a handler that asks code of another module of the origin. */
const verdictOn = (body: string) =>
	analyseFile(
		`import { isHost, isGuest } from 'guests'; addEventListener('message', (e) => { ${body} });`,
	).map(({ verdict }) => verdict);

const USE = 'document.body.innerHTML = e.data;';
const ASKED = 'const host = isHost(e.origin), guest = isGuest(e.origin);';

describe('answers of code that is not here', () => {
	it.each([
		['either lets in', `${ASKED} if (!host && !guest) return; ${USE}`, 'unknown'],
		['both are needed', `${ASKED} if (!host || !guest) return; ${USE}`, 'unknown'],
		['nobody is refused', `${ASKED} if (!host && !guest) console.log(e.origin); ${USE}`, 'weak'],
		['one is only counted', `${ASKED} if (host) counted(); ${USE}`, 'weak'],
		['the data lets in too', `if (isHost(e.origin) || isGuest(e.origin) || e.data.ok) { ${USE} }`, 'weak'],
	])('%s', (_name, body, verdict) => {
		expect(verdictOn(body)).toEqual([verdict]);
	});
});
