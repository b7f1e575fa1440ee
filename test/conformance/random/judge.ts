import type { HookEvent, HookEventOf, TargetRef } from '../../../src/protocol/event.ts';
import { expected, SCOPE } from './expected.ts';
import type { Loose } from './loose.ts';
import { isSameValue } from './told-value.ts';

const list = (events: readonly HookEvent[], kind: HookEvent['kind']) =>
	events.filter((one) => one.kind === kind) as Loose[];
const ref = ({ kind, id }: TargetRef) => `${kind} ${id}`;

/** What is wrong with what was told of a program. */
export function judge(facts: Loose[], events: readonly HookEvent[], kinds: string[]): string[] {
	const wrong: string[] = [];
	const want = expected(facts, kinds);
	for (const event of [...list(events, 'fault'), ...list(events, 'dropped')])
		wrong.push(`told ${JSON.stringify(event)}`);

	// Listeners, in the order in which they came and went.
	const indexes = new Map<number, number>();
	const labels = new Map<string, string>();
	const got: string[] = [];
	for (const event of events) {
		if (event.kind === 'listener-added') {
			const { listener, target, type, how, options } = event;
			if (how === 'attribute') continue;
			indexes.set(listener, indexes.size + 1);
			const { capture, once, passive, signal } = options;
			got.push(`${indexes.size} ${how} ${ref(target)} ${type} ${capture} ${once} ${signal} ${passive}`);
		} else if (event.kind === 'listener-removed') {
			const index = indexes.get(event.listener);
			if (index !== undefined) got.push(`${index} removed by ${event.how}`);
		}
	}
	const sorted = (all: string[]) => {
		// Those that document.open() takes are told in no particular order.
		const out = [...all];
		for (let at = 0; at < out.length; at++) {
			if (!out[at]?.endsWith('document-open')) continue;
			let end = at;
			while (out[end]?.endsWith('document-open')) end++;
			out.splice(at, end - at, ...out.slice(at, end).sort());
			at = end;
		}
		return out;
	};
	const [wanted, had] = [sorted(want.changes), sorted(got)];
	for (let at = 0; at < Math.max(wanted.length, had.length); at++) {
		const [a, b] = [wanted[at], had[at]];
		const [label] = / ([wpbks]\d*) /.exec(a ?? '')?.slice(1) ?? [];
		const [target] =
			/ ((?:window|port|broadcast-channel|worker|websocket) \d+) /.exec(b ?? '')?.slice(1) ?? [];
		if (label && target) {
			if ((labels.get(label) ?? target) !== target)
				wrong.push(`${label} is ${labels.get(label)} and ${target}`);
			labels.set(label, target);
		}
		const plain = target && label && b?.replace(target, label);
		if (a !== (plain ?? b)) {
			wrong.push(`listeners at ${at}: happened ${a}, told ${b}`);
			return wrong;
		}
	}

	// Runs, in the order of their ends.
	const messages = new Map<number, Loose>(list(events, 'message').map((one) => [one.message, one]));
	const frames = new Map<number, Loose>(list(events, 'socket-frame').map((one) => [one.frame, one]));
	const ran = list(events, 'listener-ran') as HookEventOf<'listener-ran'>[];
	const ofEvent = new Map<string, string>();
	for (let at = 0; at < Math.max(ran.length, want.runs.length); at++) {
		const [a, b] = [want.runs[at], ran[at]];
		// Events that a page makes itself are no frames of a socket.
		if (a && a.fact.t[0] === 's' && !a.fact.trusted) {
			want.runs.splice(at--, 1);
			continue;
		}
		const happened =
			a &&
			`${a.listener} reads ${order(a.fact.reads)} threw ${a.fact.threw} stopped ${a.fact.stopped ?? false}`;
		const told =
			b &&
			`${indexes.get(b.listener)} reads ${order(b.reads.map(({ name }) => name))} threw ${b.threw !== undefined} stopped ${b.stopped ?? false}`;
		if (happened !== told) {
			wrong.push(
				`runs at ${at}: happened ${happened} (${JSON.stringify(a?.fact)}), told ${told} ${JSON.stringify(b)}`,
			);
			return wrong;
		}
		if (!a || !b) break;
		const id = b.frame === undefined ? `message ${b.message}` : `frame ${b.frame}`;
		const key = `${a.event} at ${a.fact.t}`;
		if ((ofEvent.get(key) ?? id) !== id) wrong.push(`event ${key} is ${ofEvent.get(key)} and ${id}`);
		ofEvent.set(key, id);
		const event = b.frame === undefined ? messages.get(b.message) : frames.get(b.frame);
		if (!event) wrong.push(`run at ${at}: no ${id}`);
		else wrong.push(...compareEvent(a.fact, event, at));
		// What an async function throws is a rejection.
		if (a.fact.said && a.fact.threw && !(b.threw?.endsWith(a.fact.said) && b.thrownAt?.url))
			wrong.push(`run at ${at}: threw ${a.fact.said}, told ${b.threw} at ${JSON.stringify(b.thrownAt)}`);
	}

	wrong.push(...sends(facts, events), ...sockets(facts, events));
	return wrong;
}

/** Only the first reads are told, and of four members. */
const order = (names: string[]) => [...new Set(names)].join();

function compareEvent(fact: Loose, event: Loose, at: number): string[] {
	const wrong: string[] = [];
	for (const [key, value] of fact.values ?? []) {
		if (key === 'data' && fact.reads.includes('data')) {
			const isOwn = event.kind === 'message' && !fact.trusted && event.data.t === 'omitted';
			if (!isOwn && !isSameValue(event.data, value))
				wrong.push(`data at ${at}: happened ${JSON.stringify(value)}, told ${JSON.stringify(event.data)}`);
		}
		if (event.kind !== 'message') continue;
		if (key === 'origin' && fact.reads.includes('origin') && event.origin !== value)
			wrong.push(`origin at ${at}: happened ${value}, told ${event.origin}`);
		if (key === 'ports' && fact.reads.includes('ports') && event.ports.length !== value)
			wrong.push(`ports at ${at}: happened ${value}, told ${event.ports.length}`);
	}
	if (event.kind === 'message' && fact.values && event.trusted !== fact.trusted)
		wrong.push(`trusted at ${at}`);
	if (event.kind === 'message' && event.type !== fact.type) wrong.push(`type at ${at}`);
	return wrong;
}

function sends(facts: Loose[], events: readonly HookEvent[]): string[] {
	const wrong: string[] = [];
	const all = list(events, 'sent');
	const own = all.filter(({ target }) => target.kind !== 'window');
	const said = facts.filter(({ k, t }) => k === 'sent' && SCOPE.test(t));
	if (own.length !== said.length) return [`sends: happened ${said.length}, told ${own.length}`];
	said.forEach((fact, at) => {
		if (fact.data !== undefined && !isSameValue(own[at].data, fact.data, true))
			wrong.push(`send ${at}: happened ${JSON.stringify(fact.data)}, told ${JSON.stringify(own[at].data)}`);
	});
	const posts = facts.filter(({ k }) => k === 'post').length;
	const answered = list(events, 'message').some(({ data }) => data.v === 'echo' || data.v === 'nested');
	const more = all.length - own.length - posts;
	if (more < 0 || (more > 0 && !answered))
		wrong.push(`posts: happened ${posts}, told ${all.length - own.length}`);
	return wrong;
}

function sockets(facts: Loose[], events: readonly HookEvent[]): string[] {
	const wrong: string[] = [];
	const made = facts.filter(({ k }) => k === 'socket');
	const told = list(events, 'socket-connecting');
	if (made.length !== told.length) return [`sockets: happened ${made.length}, told ${told.length}`];
	made.forEach(({ t, url }, at) => {
		const { socket } = told[at];
		if (url !== told[at].url) wrong.push(`url of ${t}: ${url}, told ${told[at].url}`);
		const mine = list(events, 'socket-frame').filter((one) => one.socket === socket);
		const out = facts.filter((fact) => fact.k === 'frame' && fact.t === t);
		const sent = mine
			.filter(({ direction }) => direction === 'out')
			.map(({ form, size }) => `${form} ${size}`);
		const wanted = out.map(({ size }, i) => (size ? size.join(' ') : sent[i]));
		if (sent.join() !== wanted.join()) wrong.push(`frames out of ${t}: happened ${wanted}, told ${sent}`);
		const came = facts.filter(
			(fact) => fact.k === 'ran' && fact.t === t && fact.cb === 'infra' && fact.frame,
		);
		const got = mine.filter(({ direction }) => direction === 'in').map(({ form, size }) => `${form} ${size}`);
		// The program's own handler may have been replaced: then later frames were not noted.
		const noted = came.map(({ frame }) => frame.join(' '));
		let from = 0;
		for (const one of noted) {
			from = got.indexOf(one, from) + 1;
			if (from === 0) {
				wrong.push(`frames in of ${t}: happened ${noted}, told ${got}`);
				break;
			}
		}
		const closed = facts.find((fact) => fact.k === 'closed' && fact.t === t);
		const end = list(events, 'socket-closed').filter((one) => one.socket === socket);
		if (end.length > 1 || (closed && end.length !== 1)) wrong.push(`closings of ${t}: ${end.length}`);
		if (
			closed &&
			end[0] &&
			(closed.code !== end[0].code || closed.reason !== end[0].reason || closed.wasClean !== end[0].wasClean)
		)
			wrong.push(`end of ${t}: ${JSON.stringify(closed)}, told ${JSON.stringify(end[0])}`);
	});
	return wrong;
}
