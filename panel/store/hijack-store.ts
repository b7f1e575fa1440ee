import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Failure, failureBy } from '../../src/protocol/failure.ts';
import type { ProbeHeaders } from '../../src/protocol/hijack.ts';
import { headerOf } from '../../src/session/headers.ts';
import { type Decision, decide, looksAtOrigins } from '../../src/session/hijack/decide.ts';
import type { ProbeResult } from '../../src/session/hijack/likeness.ts';
import {
	type Probe,
	type ProbeKind,
	type ProbePlan,
	planProbes,
} from '../../src/session/hijack/plan-probes.ts';
import type { Session } from '../../src/session/session.ts';
import type { SocketRecord } from '../../src/session/socket-record.ts';

/** Makes one probe. */
export type MakeProbe = (
	headers: ProbeHeaders,
	request: { protocols: string[]; say?: string },
) => Promise<ProbeResult>;

/** Runs a series of probes and clears up behind it, also when the series fails. */
export type Prober = (series: (make: MakeProbe) => Promise<void>) => Promise<void>;

export type HijackTest =
	| { state: 'running'; done: number; of: number }
	| { state: 'failed'; failure: Failure }
	| { state: 'done'; decision: Decision; probes: Probe[]; results: Map<ProbeKind, ProbeResult> };

export interface HijackStore {
	/** Tests by the sockets' addresses. */
	tests: Signal<ReadonlyMap<string, HijackTest>>;
	/** What a test of this socket would do; undefined where none can be made. */
	plan(socket: SocketRecord): ProbePlan | undefined;
	run(socket: SocketRecord, say: string | undefined): Promise<void>;
	of(socket: SocketRecord): HijackTest | undefined;
}

interface Surroundings {
	session: Session;
	version: ReadonlySignal<number>;
	prober: Prober | undefined;
	/** Stands in names that are made up. */
	word: string;
	changed(): void;
}

/** Tests whether other sites' pages could use a socket as the visitor. */
export function createHijackStore({ session, version, prober, word, changed }: Surroundings): HijackStore {
	const tests = signal<ReadonlyMap<string, HijackTest>>(new Map());
	const set = (url: string, test: HijackTest): void => {
		tests.value = new Map(tests.peek()).set(url, test);
	};
	const plan = (socket: SocketRecord): ProbePlan | undefined => {
		const origin = session.documents.get(socket.document)?.info?.origin;
		if (!prober || !/^wss?:/i.test(socket.url) || origin === undefined || !/^https?:/.test(origin)) {
			return undefined;
		}
		return planProbes(origin, socket.url, word);
	};
	const run = async (socket: SocketRecord, say: string | undefined): Promise<void> => {
		const planned = plan(socket);
		const { url, protocols } = socket;
		if (!planned || !prober || tests.peek().get(url)?.state === 'running') return;
		const results = new Map<ProbeKind, ProbeResult>();
		const pageCookies = cookieNames(socket);
		const request = { protocols, ...(say === undefined ? {} : { say }) };
		const made: Probe[] = [];
		const series = async (make: MakeProbe, probes: readonly Probe[], of: number): Promise<void> => {
			for (const probe of probes) {
				set(url, { state: 'running', done: made.length, of });
				const { origin, site, cookies } = probe;
				const headers = { url, origin, site, cookies, ...(pageCookies ? { pageCookies } : {}) };
				results.set(probe.kind, await make(headers, request));
				made.push(probe);
			}
		};
		const { first, near } = planned;
		try {
			await prober(async (make) => {
				await series(make, first, first.length);
				if (looksAtOrigins(results)) await series(make, near, first.length + near.length);
			});
			const decision = decide(made, results);
			for (const each of session.sockets) if (each?.url === url) each.hijack = decision.verdict;
			set(url, { state: 'done', decision, probes: made, results });
			changed();
		} catch (error) {
			set(url, { state: 'failed', failure: failureBy(error, 'browser-refused') });
		}
	};
	let known = 0;
	// What was found is true of the address: a page that is loaded anew, or connects again, has it too.
	version.subscribe(() => {
		for (; known < session.sockets.length; known++) {
			const socket = session.sockets[known];
			const test = socket && tests.peek().get(socket.url);
			if (socket && test?.state === 'done') socket.hijack = test.decision.verdict;
		}
	});
	return { tests, plan, run, of: ({ url }) => tests.value.get(url) };
}

/** Names of the cookies that the page was seen to send; undefined where its handshake was not seen. */
function cookieNames({ handshake }: SocketRecord): string[] | undefined {
	const { request } = handshake?.handshake ?? {};
	if (!request?.length) return undefined;
	const sent = headerOf(request, 'Cookie') ?? '';
	return sent
		.split(/; */)
		.map((pair) => pair.split('=')[0] ?? '')
		.filter((name) => name !== '');
}
