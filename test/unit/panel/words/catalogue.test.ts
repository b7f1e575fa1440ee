import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, it, vi } from 'vitest';
import { formats } from '../../../../panel/store/acts/payload.ts';
import { problemKinds } from '../../../../panel/store/acts/problem.ts';
import { actionKinds } from '../../../../panel/store/acts/rules.ts';
import { proofProblems } from '../../../../panel/store/probe/proof.ts';
import { actTools } from '../../../../panel/store/socket-acts.ts';
import { whatKey } from '../../../../panel/views/probe/variant-text.ts';
import { SENTENCES } from '../../../../src/analyser/words/sentences.ts';
import { protoProblems } from '../../../../src/decode/protobuf/schema.ts';
import { BATCH_LEVELS } from '../../../../src/probe/batch.ts';
import { variantsOf } from '../../../../src/probe/mutations.ts';
import { failureCodes } from '../../../../src/protocol/failure.ts';
import { idleModes } from '../../../../src/protocol/recording.ts';
import { extensionKeys, pointKeys } from '../../../../src/session/explain-handshake.ts';
import { failures } from '../../../../src/session/handshake-failure.ts';
import { hijackVerdicts, undecidedReasons } from '../../../../src/session/hijack/decide.ts';
import { probeKinds } from '../../../../src/session/hijack/plan-probes.ts';
import { queryKeys } from '../../../../src/session/query-syntax.ts';
import { unhookedReasons } from '../../../../src/session/unhooked.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const root = new URL('../../../../', import.meta.url).pathname;
type Catalogue = Record<string, { message: string }>;
const read = (locale: string): Catalogue =>
	JSON.parse(readFileSync(`${root}panel/_locales/${locale}/messages.json`, 'utf8'));
const english = read('en');
const chinese = read('zh_CN');
const sources = globSync('panel/**/*.{ts,tsx}', { cwd: root }).map((path) =>
	readFileSync(root + path, 'utf8'),
);
const code = sources.join('\n');
const all = (pattern: RegExp): string[] => [...code.matchAll(pattern)].map((found) => found[1] as string);
const inserts = (text: string): string =>
	[...text.replaceAll('$$', '').matchAll(/\$\d/g)].map(String).sort().join();

/** Every kind of variant, of a message that has every kind of place for one. */
const variants = variantsOf(
	{
		t: 'object',
		id: 1,
		e: [
			['text', { t: 'string', v: 'a' }],
			['number', { t: 'number', v: 7 }],
		],
	},
	{ most: 1_000 },
);

/** Values by which texts of a family are chosen, as the protocol and the analyser declare them. */
const families: Record<string, string[]> = {
	idle: [...idleModes],
	idleHint: [...idleModes],
	verdict: ['none', 'weak', 'source_only', 'strict', 'inert', 'unknown'],
	sentence: Object.keys(SENTENCES).map((key) => key.replaceAll('-', '_')),
	verdictMeaning: ['none', 'weak', 'source_only', 'strict', 'inert', 'unknown'],
	relation: [
		'self',
		'same_origin',
		'parent',
		'ancestor',
		'child',
		'descendant',
		'sibling',
		'opener',
		'popup',
		'other',
		'none',
		'port',
		'worker',
	],
	channel: [
		'window',
		'port',
		'broadcast_channel',
		'worker',
		'shared_worker',
		'service_worker',
		'websocket',
		'event_source',
	],
	kind: ['message', 'send', 'frame', 'socket', 'listener', 'navigation', 'note'],
	state: ['connecting', 'open', 'closing', 'closed'],
	how: ['addEventListener', 'property', 'attribute', 'unseen'],
	omitted: ['budget', 'synthetic', 'unreadable', 'not_observable'],
	severity: ['high', 'medium', 'low', 'info'],
	sink: [
		'html',
		'eval',
		'navigation',
		'document_write',
		'script',
		'timer_string',
		'jquery_html',
		'storage',
		'cookie',
		'network',
		'relay',
		'socket_send',
		'prototype',
		'call',
		'state',
	],
	queryError: ['bad_regex', 'bad_size', 'bad_path', 'unknown_value', 'empty_value', 'open_quote'],
	removed: ['removeEventListener', 'once', 'signal', 'replaced', 'document_open', 'unseen'],
	unwatched: ['foreign_realm', 'unseen'],
	delivery: ['unwatched', 'unheard', 'undelivered', 'waiting', 'unseen'],
	deliveryWhy: ['threw', 'gone', 'refused', 'nobody', 'port_silent', 'other_end', 'worker', 'lost'],
	unsent: ['other_origin', 'worker', 'other_end', 'native', 'lost', 'dispatched'],
	filterWord: ['text', 'phrase', 'regex', 'whole', 'negation'],
	filterKey: [...queryKeys],
	timeMode: ['absolute', 'relative', 'delta'],
	decodingFailed: ['timeout', 'crashed'],
	protoProblem: [...protoProblems],
	prettyRefused: ['differs', 'timeout', 'crashed'],
	mapProblem: [
		'too_large',
		'not_json',
		'not_a_map',
		'nothing_here',
		'out_of_range',
		'bad_address',
		'timeout',
		'crashed',
	],
	closedBy: ['page', 'peer', 'browser', 'unknown'],
	secret: [
		'jwt',
		'oauth',
		'bearer',
		'api_key',
		'signed_url',
		'session',
		'private_key',
		'url_password',
		'named',
	],
	findingFix: [
		'listener',
		'plain_socket',
		'secret_in_url',
		'secret_to_anyone',
		'forwarded_to_socket',
		'secret_across',
		'undelivered',
		'unhooked_frame',
	],
	settings_theme: ['follow', 'light', 'dark'],
	handshake: [...pointKeys],
	extension: [...extensionKeys],
	failure: failureCodes.map((code) => code.replaceAll('-', '_')),
	handshakeFailure: [...failures],
	hijack: [...hijackVerdicts],
	hijackMeaning: [...hijackVerdicts],
	hijackWhy: [...undecidedReasons],
	probe: [...probeKinds],
	sender: ['stranger', 'self', 'parent', 'top', 'opener', 'frame', 'none'],
	probeResult: ['confirmed', 'refuted', 'undecided'],
	probeResultMeaning: ['confirmed', 'refuted', 'undecided'],
	probeReason: [
		'reached_sink',
		'same_effects',
		'same_sink',
		'never_read_origin',
		'stopped_early',
		'data_not_read',
		'stopped_by_exception',
		'source_read',
		'nothing_happened',
		'other_effects',
		'no_check_seen',
		'stuck',
		'incomplete',
	],
	proofProblem: proofProblems.map((code) => code.replaceAll('-', '_')),
	batchLevel: [...BATCH_LEVELS],
	variant: variants.map(({ code }) => code.replaceAll('-', '_')),
	variantWhat: variants.flatMap(({ values: [, what] }) => (what === undefined ? [] : whatKey(what))),
	sameSite: ['strict', 'lax', 'none', 'unset'],
	tone: ['good', 'bad', 'plain', 'hidden'],
	ruled: ['held', 'delayed', 'blocked', 'replaced', 'ruled'],
	actProblem: problemKinds.map((kind) => kind.replaceAll('-', '_')),
	actFormat: [...formats],
	ruleAction: [...actionKinds],
	actTool: [...actTools],
	unhookedWhy: unhookedReasons.map((reason) => reason.replaceAll('-', '_')),
	tab: ['timeline', 'listeners', 'sockets', 'map', 'findings'],
};

describe('the catalogue', () => {
	it('has two forms of what is said of one thing or of many', () => {
		const many = /(?<!\^)\$1 (?:more |foreign )?(?:bytes|fields|frames|listeners|messages|texts|were)\b/;
		const single = Object.keys(english).filter(
			(key) => !key.endsWith('_other') && many.test(english[key]?.message ?? ''),
		);
		expect(single).toEqual([]);
	});

	it('has every text in both languages, with the same inserts', () => {
		expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
		for (const [key, { message }] of Object.entries(english)) {
			expect(message, key).not.toBe('');
			expect(inserts(chinese[key]?.message ?? ''), key).toBe(inserts(message));
		}
	});

	it('has every text that the panel asks for by name', () => {
		const asked = [
			...all(/\bt\(\s*'(\w+)'/g),
			...all(/'((?:mark|empty|state|direction)_\w+)'/g),
			...all(/\btn\(\s*'(\w+)'/g).flatMap((stem) => [`${stem}_one`, `${stem}_other`]),
		];
		expect(asked.length).toBeGreaterThan(100);
		expect(asked.filter((key) => !(key in english))).toEqual([]);
	});

	it('has a text for every value of every family', () => {
		const keys = Object.entries(families).flatMap(([family, values]) =>
			values.map((value) => `${family}_${value}`),
		);
		expect(keys.filter((key) => !(key in english))).toEqual([]);
		expect([...new Set(all(/\btOf\('(\w+)'/g))].filter((family) => !(family in families))).toEqual([]);
	});

	it('has the sentences of the analyser in its own English', () => {
		for (const [key, text] of Object.entries(SENTENCES))
			expect(english[`sentence_${key.replaceAll('-', '_')}`]?.message, key).toBe(text);
	});

	it('has no text that nothing asks for', () => {
		const manifest = readFileSync(`${root}manifest.json`, 'utf8');
		const asked = (key: string): boolean =>
			code.includes(`'${key}'`) ||
			code.includes(`'${key.replace(/_(one|other)$/, '')}'`) ||
			manifest.includes(`__MSG_${key}__`) ||
			key.startsWith('extension') ||
			Object.keys(families).some((family) => key.startsWith(`${family}_`));
		expect(Object.keys(english).filter((key) => !asked(key))).toEqual([]);
	});
});
