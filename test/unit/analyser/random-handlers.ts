/** Handlers made at random of what checks are made of, each with a use of the data behind it. */
import fc from 'fast-check';

/** Name of the site that all checks mean. */
export const SITE = 'partner.test';
const ORIGIN = `https://a.${SITE}`;
const OTHER = `https://b.${SITE}`;

/** What `cfg` holds when the scripts run; the scripts do not tell. */
export const SETTINGS_AT_RUN_TIME = {
	origin: ORIGIN,
	host: `a.${SITE}`,
	sub: 'a',
	site: SITE,
	page: `${ORIGIN}/embed/index.html`,
	list: [ORIGIN, OTHER],
};

const quoted = (...texts: string[]) => fc.constantFrom(...texts.map((one) => `'${one}'`));
const whole = fc.oneof(
	{ weight: 3, arbitrary: quoted(ORIGIN, OTHER) },
	fc.constantFrom(
		'cfg.origin',
		`\`https://\${cfg.sub}.${SITE}\``,
		"'https://' + cfg.host",
		'new URL(cfg.page).origin',
	),
);
const part = fc.oneof(
	{
		weight: 3,
		arbitrary: quoted(
			SITE,
			`.${SITE}`,
			`a.${SITE}`,
			ORIGIN,
			'https://',
			'https://a.',
			'https',
			'test',
			'://a',
		),
	},
	fc.constantFrom('cfg.origin', 'cfg.host', `\`https://\${cfg.sub}.${SITE}\``, "'.' + cfg.site", 'cfg.site'),
);
const list = fc.constantFrom(
	`['${ORIGIN}', '${OTHER}']`,
	`['${ORIGIN}']`,
	'ALLOWED',
	'cfg.list',
	'[cfg.origin]',
);
const regex = fc.constantFrom(
	`/^https:\\/\\/a\\.partner\\.test$/`,
	`/^https:\\/\\/a.partner.test$/`,
	`/^https:\\/\\/([a-z0-9-]+\\.)*partner\\.test$/`,
	`/^https:\\/\\/.*\\.partner\\.test$/`,
	`/partner\\.test$/`,
	`/\\.partner\\.test$/`,
	`/^https:\\/\\/a\\.partner\\.test/`,
	`/^https?:\\/\\/[^/]*partner\\.test(:\\d+)?$/`,
	`/^https:\\/\\/(a|b)\\.partner\\.test$/i`,
	`/^https:\\/\\/a\\.partner\\.test|https:\\/\\/b\\.partner\\.test$/`,
	`/https:\\/\\/\\w+\\.partner\\.test/g`,
);

/** Expressions that ask something of the origin `o`. */
const question = fc.oneof(
	{
		weight: 4,
		arbitrary: fc
			.tuple(fc.constantFrom('===', '==', '!==', '!='), whole)
			.map(([op, text]) => `o ${op} ${text}`),
	},
	whole.map((text) => `${text} === o`),
	whole.map((text) => `o.toLowerCase() === ${text}`),
	whole.map((text) => `Object.is(o, ${text})`),
	fc
		.tuple(
			list,
			fc.constantFrom(
				'.includes(o)',
				'.indexOf(o) > -1',
				'.indexOf(o) >= 0',
				'.indexOf(o) !== -1',
				'.indexOf(o) < 0',
				'.indexOf(o) > 0',
			),
		)
		.map((both) => both.join('')),
	fc
		.tuple(
			list,
			fc.constantFrom(
				'x === o',
				'o === x',
				'o.startsWith(x)',
				'o.endsWith(x)',
				'o.indexOf(x) === 0',
				'x.includes(o)',
			),
		)
		.map(([all, test]) => `${all}.some((x) => ${test})`),
	fc.tuple(list, fc.constantFrom('x !== o', 'x === o')).map(([all, test]) => `${all}.every((x) => ${test})`),
	list.map((all) => `new Set(${all}).has(o)`),
	fc.constantFrom(
		'TABLE[o]',
		'o in TABLE',
		'TABLE.hasOwnProperty(o)',
		'Object.keys(TABLE).includes(o)',
		'new Map(Object.entries(TABLE)).has(o)',
	),
	fc
		.tuple(fc.constantFrom('includes', 'startsWith', 'endsWith'), part)
		.map(([method, text]) => `o.${method}(${text})`),
	fc
		.tuple(part, fc.constantFrom('> -1', '>= 0', '!== -1', '=== 0', '< 0', '!= 0', '> 0'))
		.map(([text, test]) => `o.indexOf(${text}) ${test}`),
	part.map((text) => `${text}.indexOf(o) > -1`),
	fc.tuple(regex, fc.constantFrom('test', 'exec')).map(([pattern, method]) => `${pattern}.${method}(o)`),
	regex.map((pattern) => `o.match(${pattern})`),
	regex.map((pattern) => `o.search(${pattern}) === 0`),
	quoted(`a.${SITE}`, SITE).map((host) => `new URL(o).hostname === ${host}`),
	quoted(`.${SITE}`, SITE).map((host) => `new URL(o).host.endsWith(${host})`),
	fc.constantFrom(
		`new URL(o).protocol === 'https:'`,
		`new URL(o).origin === '${ORIGIN}'`,
		`new URL(o).href === '${ORIGIN}/'`,
	),
	fc.constantFrom(
		`o.slice(8) === 'a.${SITE}'`,
		`o.split('://')[1] === 'a.${SITE}'`,
		`o.replace('https://', '') === 'a.${SITE}'`,
		`o.replace(/^https?:\\/\\//, '') === 'a.${SITE}'`,
		`o.slice(-${SITE.length}) === '${SITE}'`,
		`o.substr(0, ${ORIGIN.length}) === '${ORIGIN}'`,
		`o.split('.').slice(-2).join('.') === '${SITE}'`,
		`o.lastIndexOf('.${SITE}') === o.length - ${SITE.length + 1}`,
	),
	fc.constantFrom(
		`'${ORIGIN},${OTHER}'.includes(o)`,
		`'${ORIGIN},${OTHER}'.split(',').includes(o)`,
		`\`https://\${'a'}.${SITE}\` === o`,
	),
	fc.constantFrom(
		'o',
		'!o',
		'o.length > 5',
		`typeof o === 'string'`,
		`o !== 'null'`,
		`o === '*'`,
		'true',
		'false',
	),
	fc.constantFrom('e.source === parent', 'parent != e.source', 'e.source === window', 'e.source'),
	fc.constantFrom(`e.data.type === 'set'`, `e.data.type !== 'set'`, 'e.data.origin === o', `e.data.type`),
);

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
	condition: fc.oneof(
		{ maxDepth: 2, depthSize: 'small' },
		{ weight: 3, arbitrary: question },
		fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a}) && (${b})`),
		fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a}) || (${b})`),
		tie('condition').map((a) => `!(${a})`),
		fc
			.tuple(tie('condition'), tie('condition'), tie('condition'))
			.map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
	),
}));

const USE = 'document.body.innerHTML = e.data.html;';

/** Ways to let the data be used where a condition holds, or where it does not. */
const body = fc.oneof(
	condition.map((one) => `if (${one}) { ${USE} }`),
	condition.map((one) => `if (!(${one})) return; ${USE}`),
	condition.map((one) => `if (${one}) return; ${USE}`),
	condition.map((one) => `(${one}) && (${USE.slice(0, -1)});`),
	condition.map((one) => `(${one}) || (${USE.slice(0, -1)});`),
	condition.map((one) => `if (!(${one})) { throw new Error(o); } ${USE}`),
	condition.map((one) => `try { if (!(${one})) throw new Error(o); } catch (x) { console.log(x); } ${USE}`),
	condition.map((one) => `try { if (!(${one})) throw new Error(o); ${USE} } catch (x) { console.log(x); }`),
	condition.map((one) => `try { if (${one}) ${USE} } catch (x) { return; } finally { console.log(o); }`),
	condition.map((one) => `if (!(${one})) console.warn(o); ${USE}`),
	condition.map((one) => `const ok = ${one}; if (!ok) return; ${USE}`),
	condition.map((one) => `let ok = false; if (${one}) ok = true; if (ok) ${USE}`),
	condition.map((one) => `let ok = true; if (${one}) ok = false; if (!ok) return; ${USE}`),
	condition.map((one) => `const check = (o) => ${one}; if (check(e.origin)) ${USE}`),
	condition.map(
		(one) => `function check(o) { if (${one}) return true; } if (!check(e.origin)) return; ${USE}`,
	),
	condition.map((one) => `async function check(o) { return ${one}; } if (!check(e.origin)) return; ${USE}`),
	fc.tuple(condition, condition).map(([a, b]) => `if (${a}) { if (${b}) { ${USE} } }`),
	fc.tuple(condition, condition).map(([a, b]) => `if (${a}) return; if (!(${b})) return; ${USE}`),
	fc.tuple(condition, condition).map(([a, b]) => `if (${a}) { ${USE} } else if (${b}) { ${USE} }`),
	fc
		.tuple(condition, condition)
		.map(
			([a, b]) => `switch (e.data.type) { case 'set': if (${a}) ${USE} break; default: if (${b}) ${USE} }`,
		),
	condition.map(
		(one) =>
			`switch (o) { case '${ORIGIN}': ${USE} break; case '${OTHER}': break; default: if (${one}) ${USE} }`,
	),
	condition.map((one) => `switch (true) { case !!(${one}): ${USE} }`),
	fc
		.tuple(list, fc.constantFrom('x === o', 'o.startsWith(x)', 'o.endsWith(x)'))
		.map(
			([all, test]) =>
				`let ok = false; for (const x of ${all}) { if (${test}) { ok = true; break; } } if (ok) ${USE}`,
		),
	list.map((all) => `for (let i = 0; i < ${all}.length; i++) { if (${all}[i] === o) { ${USE} return; } }`),
	fc.constant(USE),
);

const SETTINGS = `const ALLOWED = ['${ORIGIN}', '${OTHER}']; const TABLE = { '${ORIGIN}': 1, '${OTHER}': 2 };`;

/** Ways to register a function with that body for messages. */
const scripts: ((body: string) => string)[] = [
	(text) => `${SETTINGS} window.addEventListener('message', function (e) { const o = e.origin; ${text} });`,
	(text) =>
		`window.onmessage = ({ data, origin: o, source }) => { ${SETTINGS} const e = { data, origin: o, source }; ${text} };`,
	(text) =>
		`${SETTINGS} window.addEventListener('message', { handleEvent(e) { const { origin: o } = e; ${text} } });`,
	(text) =>
		`class Desk { constructor() { this.heard = this.heard.bind(this); window.addEventListener('message', this.heard); } heard(e) { ${SETTINGS} const o = e.origin; ${text} } } new Desk();`,
	(text) =>
		`const desk = { open() { window.addEventListener('message', (e) => this.heard(e.origin, e)); }, heard(o, e) { ${SETTINGS} ${text} } }; desk.open();`,
	(text) =>
		`${SETTINGS} window.addEventListener('message', async (e) => { const o = await e.origin; ${text} });`,
	(text) =>
		`const ALLOWED = []; const TABLE = {}; for (const one of ['${ORIGIN}', '${OTHER}']) { ALLOWED.push(one); TABLE[one] = 1; } window.addEventListener('message', (e) => { const o = e.origin; ${text} });`,
	(text) =>
		`(function (on) { ${SETTINGS} function heard(e) { var o = e.origin; ${text} } on('message', heard, false); })(window.addEventListener);`,
];

/** Scripts that listen to messages. */
export const script: fc.Arbitrary<string> = fc
	.tuple(fc.constantFrom(...scripts), body)
	.map(([registered, text]) => registered(text));
