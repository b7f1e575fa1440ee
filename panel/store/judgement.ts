import type { Position } from '../../src/analyser/locate.ts';
import type { RuntimeContext, Verdict } from '../../src/analyser/verdict.ts';
import { waysTo } from '../../src/export/poc-framing.ts';
import { withoutFragment } from '../../src/protocol/address.ts';
import type { CallSite } from '../../src/protocol/event.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import type { WorkerFailure } from '../lines/worker.ts';
import type { Found, Frame, Judged, Script } from '../worker/analysis.ts';

/** The script in which a judged handler stands. */
export interface JudgedScript {
	/** Address of what the browser loaded: the script, or the page around an inline one. */
	url: string;
	text: string;
	/** Where the text starts in what was loaded; absent where that is not known. */
	start?: Position;
	/** The verdict, told in positions of the text. */
	verdict: Verdict;
}

/** What is known of a listener's check: not judged (no origin there), being judged, judged, or why it could not be. */
export type Judgement =
	| { state: 'not-applicable' }
	| { state: 'pending' }
	| {
			state: 'done';
			verdict: Verdict;
			source: string;
			/** Absent where the handler was judged alone. */
			script?: JudgedScript;
			/** The script around it took too long to read. */
			gaveUpScript?: true;
			/** Addresses of scripts around it of which the browser gives no text. */
			missing?: string[];
			/** The source is of the handler that a wrapper hides: its name, and the call by which the page registered it. */
			behind?: { name: string; site: CallSite | undefined };
	  }
	| { state: 'failed'; reason: WorkerFailure['failed']; detail: string };

const MOST_SCRIPTS = 4;

/** What is around a handler. */
interface Around {
	scripts: readonly LoadedScript[];
	missing: string[];
	/** Calls on the way of its registration. */
	calls: readonly CallSite[];
	/** Address of its page. */
	page: string | undefined;
}

export function judgementOf(
	answer: Judged | WorkerFailure,
	alone: boolean,
	source: string,
	{ scripts, missing, calls, page }: Around,
): Judgement {
	if ('failed' in answer) return { state: 'failed', reason: answer.failed, detail: answer.detail };
	const { verdict, found, behind } = answer;
	const script = found && scripts[found.script];
	return {
		state: 'done',
		verdict,
		source: behind?.source ?? source,
		...(behind ? { behind: { name: behind.name, site: calls[behind.frame] } } : {}),
		...(script ? { script: judgedScript(script, found, page) } : {}),
		...(alone ? { gaveUpScript: true } : {}),
		...(script || missing.length === 0 ? {} : { missing }),
	};
}

function judgedScript(
	{ url, text }: LoadedScript,
	{ from, to, verdict }: Found,
	page: string | undefined,
): JudgedScript {
	const before = text.slice(0, from).split(/\r\n|[\n\r\u2028\u2029]/);
	const start = { line: before.length, column: before.at(-1)?.length ?? 0 };
	const known = from > 0 || isWhole(url, text, page);
	return { url, text: text.slice(from, to), verdict, ...(known ? { start } : {}) };
}

export type LoadedScript = Script & { url: string };

/** Whether a text is all that was loaded: the relay gives a page's inline scripts alone, one after the other. */
function isWhole(url: string, text: string, page: string | undefined): boolean {
	const isPage = page !== undefined && withoutFragment(url) === withoutFragment(page);
	return !isPage || /^\s*</.test(text);
}

/** Places on the way of a registration whose scripts are there, innermost first, and the calls that they are of. */
export function framesOf(
	{ added }: ListenerRecord,
	scripts: readonly LoadedScript[],
	page: string | undefined,
): { frames: Frame[]; calls: CallSite[] } {
	const indexes = new Map(scripts.map(({ url }, index) => [url, index]));
	const calls = added.stack.filter(({ url }) => indexes.has(url));
	const frames = calls.map(({ url, line, column }): Frame => {
		const script = indexes.get(url) ?? 0;
		const at = { line, column: column - 1 };
		return isWhole(url, scripts[script]?.text ?? '', page) ? { script, at } : { script };
	});
	return { frames, calls };
}

/** Places on the way of a registration, the innermost of each script: that is where the handler may stand. */
export function sitesOf({ added }: ListenerRecord): CallSite[] {
	const urls = new Set<string>();
	return added.stack.filter(({ url }) => urls.size < MOST_SCRIPTS && !urls.has(url) && urls.add(url));
}

export function contextOf(session: Session, listener: ListenerRecord): RuntimeContext {
	const { info, framing } = session.documents.get(listener.document) ?? {};
	if (!info) return {};
	const ways = waysTo(framing, undefined);
	const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(info.url)?.[0];
	return {
		origin: info.origin,
		sandboxed: info.origin === 'null',
		...(scheme === undefined ? {} : { scheme }),
		...(framing ? { frameable: ways.frame === 'yes', openable: ways.popup === 'yes' } : {}),
	};
}
