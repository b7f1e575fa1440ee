import { build } from 'esbuild';
import type { Browser, Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { fill, readUntil } from '../helpers/panel-reader.ts';
import { chooseDelivery, downloaded, openProbe } from '../helpers/probe-pane.ts';
import type { Network } from './network.ts';
import { openProof, watcherOf } from './proving.ts';
import { exchanges } from './real-life/exchanges.ts';
import { MARK, PARTNER, type RealHandler } from './real-life/handler.ts';
import { views } from './real-life/views.ts';
import { changesBy } from './traces.ts';

/** Known in every message: those that the panel makes, and those of the partner. */
const WORDS = 'earshot';
/** The partner's own text, where an attack's is to be told from it. */
const OTHER_WORDS = 'another text';

/** How each library is started, with nobody to report to. */
const LIBRARIES: Record<NonNullable<RealHandler['library']>, string> = {
	jquery: `import $ from 'jquery'; window.$ = $;`,
	zone: `import 'zone.js';`,
	sentry: `import { init } from '@sentry/browser'; init({ dsn: 'https://key@sentry.example/1' });`,
};

type Form = 'wrong' | 'right';

interface PanelStage {
	tab: Tab;
	panel: PanelHandle;
	network: Network;
	/** A browser without Earshot; absent: no proof is opened. */
	bare: Browser | undefined;
}

async function bundled(library: RealHandler['library']): Promise<string> {
	if (!library) return '';
	const { outputFiles } = await build({
		stdin: { contents: LIBRARIES[library], resolveDir: import.meta.dirname },
		bundle: true,
		minify: true,
		write: false,
		format: 'iife',
	});
	return `<script>${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`;
}

/** Puts the handler's page to its address, and the partner's where it has one. */
async function put(
	network: Network,
	{ text, right, wrong = '', html = '', partner, library }: RealHandler,
	form: Form,
	url: string,
	before = '',
): Promise<void> {
	const script = text.replace('CHECK', form === 'right' ? right : wrong);
	const frame = `${PARTNER}${new URL(url).pathname}`;
	if (partner) await network.put(frame, `<script>${partner}</script>`);
	await network.put(
		url,
		`<!doctype html><title>Page</title><div id="out"></div><script>${before}</script>${await bundled(library)}` +
			`${partner ? `<iframe src="${frame}"></iframe>` : ''}${html}<script>${script}</script>`,
	);
}

/** What the panel says of the last probe, once it is over. */
async function said(panel: PanelHandle): Promise<string> {
	const [badge, reason] = await panel.waitFor(() => {
		if (document.querySelector('.probing progress')) return undefined;
		const failure = document.querySelector('[role=status].bad-text')?.textContent;
		if (failure) return [failure, ''];
		const head = document.querySelector('.verdict-head[role=status]');
		const result = head?.querySelector('.badge')?.textContent;
		return result ? [result, head?.querySelector('li')?.textContent ?? ''] : undefined;
	}, []);
	return reason ? `${badge} (${reason})` : `${badge}`;
}

/**
 * Puts a handler to the test as a person would, in the panel: posed and really foreign, then its proof in a browser
 * without Earshot. What is not as it should be.
 */
async function probeByPanel(
	{ tab, panel, network, bare }: PanelStage,
	handler: RealHandler,
	form: Form,
	at: number,
): Promise<string[]> {
	const problems: string[] = [];
	const wanted = form === 'wrong' ? 'confirmed' : 'refuted';
	const url = `https://victim.example/real-${at}-${form}`;
	await put(network, handler, form, url);
	await tab.goto(url);
	// Where its place shows, it is this page's.
	const place = new URL(url).pathname.slice(1);
	await readUntil(panel, 'Listeners', (rows) => rows.some((row) => JSON.stringify(row).includes(place)));
	await openProbe(panel, place);
	if (handler.typed !== undefined) await fill(panel, '.probing-message textarea', handler.typed);
	const probe = async (way: string, expected: string): Promise<void> => {
		await panel.click({ role: 'button', name: 'Probe now' });
		const result = await said(panel);
		if (!result.startsWith(expected)) problems.push(`${way} ${result}, not ${expected}`);
	};
	const { left } = await changesBy(tab, async () => {
		await probe('posed:', wanted);
		if (bare && form === 'wrong' && problems.length === 0) await prove(bare);
		await chooseDelivery(panel, 'foreign');
		await probe('foreign:', form === 'wrong' ? (handler.foreign ?? wanted) : wanted);
	});
	return left.length > 0 ? [...problems, `the page is not as it was: ${left.join('; ')}`] : problems;

	async function prove(elsewhere: Browser): Promise<void> {
		const html = await downloaded(panel, 'Download proof');
		const target = `${url}-proof`;
		const partner = handler.needsPartner && handler.partner?.replaceAll(MARK, OTHER_WORDS);
		const { partner: _, ...alone } = handler;
		const staged = partner ? { ...alone, partner } : alone;
		await put(network, staged, form, target, watcherOf(WORDS));
		const result = await openProof(elsewhere, network, {
			html: html.replaceAll(url, target),
			target,
			words: WORDS,
			worked: handler.worked,
		});
		if (result !== 'worked') problems.push('the proof does nothing');
	}
}

/** Probes handlers as pages have them, each in a wrong and a right form; tells what disagrees. */
export async function probeAllByPanel(
	browser: Browser,
	bare: Browser | undefined,
	network: Network,
	{ only, from, to }: { only: RegExp; from: number; to: number | undefined },
): Promise<{ wrong: number; summary: string[] }> {
	const count = { wrong: 0, right: 0, failed: 0 };
	const begin = async (): Promise<PanelStage> => {
		const tab = await browser.newTab();
		await tab.goto(await network.put('https://victim.example/', '<title>Handlers</title>'));
		return { tab, panel: await tab.openPanel(), network, bare };
	};
	let stage = await begin();
	const chosen = [...exchanges, ...views].filter(({ name }) => only.test(name)).slice(from, to);
	for (const [at, handler] of chosen.entries())
		for (const form of ['wrong', 'right'] as const) {
			const problems = await probeByPanel(stage, handler, form, at).catch(async (error) => {
				await stage.tab.close();
				stage = await begin();
				return [String(error).slice(0, 500)];
			});
			if (problems.length === 0) count[form]++;
			else count.failed++;
			for (const problem of problems) console.log(`${handler.name}, ${form}: ${problem.slice(0, 1_000)}`);
		}
	await stage.tab.close();
	return {
		wrong: count.failed,
		summary: [
			`handlers of real life, by the panel: ${count.wrong} of ${chosen.length} wrong ones confirmed, posed and really foreign, with proofs that work; ${count.right} of ${chosen.length} right ones refuted; ${count.failed} not as expected`,
		],
	};
}
