import type { Loose } from './loose.ts';

interface Live {
	index: number;
	t: string;
	type: string;
	cb: string;
	capture: boolean;
	once: boolean;
	signal: number | undefined;
	handler: boolean;
}

const UNWATCHED = new Set(['foreign', 'same-proto']);
/** Targets whose messages are told by the program's own document. */
export const SCOPE = /^[wpbks]/;
const isWatchedType = (type: string) => type === 'message' || type === 'messageerror';

/** Follows a program's facts as the specification says, and gives what should have been told of its listeners. */
export function expected(facts: Loose[], kinds: string[]) {
	const live: Live[] = [];
	const changes: string[] = [];
	const runs: { listener: number; event: number; fact: Loose }[] = [];
	const done = new Map<string, Set<Live>>();
	const begun: { entry: Live | undefined; cb: string }[] = [];
	let count = 0;
	const remove = (entry: Live | undefined, how: string) => {
		if (!entry) return;
		live.splice(live.indexOf(entry), 1);
		changes.push(`${entry.index} removed by ${how}`);
	};
	const add = (entry: Omit<Live, 'index'>, words: string) => {
		live.push({ ...entry, index: ++count });
		changes.push(`${count} ${words}`);
	};
	const isUnwatched = (cb: string) => UNWATCHED.has(kinds[Number(cb.slice(1))] ?? '');
	const same = (fact: Loose) => (one: Live) =>
		!one.handler &&
		one.t === fact.t &&
		one.type === fact.type &&
		one.cb === fact.cb &&
		one.capture === fact.capture;
	for (const fact of facts) {
		if (fact.t !== undefined && !SCOPE.test(fact.t)) {
			if (fact.k === 'begins') begun.push({ entry: undefined, cb: fact.cb });
			if (fact.k === 'ran') begun.pop();
			continue;
		}
		switch (fact.k) {
			case 'add': {
				if (!isWatchedType(fact.type) || (fact.signal && fact.aborted) || live.some(same(fact))) break;
				const { t, type, cb, capture, once, passive, signal, controller } = fact;
				add(
					{ t, type, cb, capture, once, signal: signal ? controller : undefined, handler: false },
					`addEventListener ${t} ${type} ${capture} ${once} ${signal} ${passive}`,
				);
				break;
			}
			case 'remove':
				if (isWatchedType(fact.type)) remove(live.find(same(fact)), 'removeEventListener');
				break;
			case 'on': {
				const { t, type, cb } = fact;
				remove(
					live.find((one) => one.handler && one.t === t && one.type === type),
					'replaced',
				);
				if (cb)
					add(
						{ t, type, cb, capture: false, once: false, signal: undefined, handler: true },
						`property ${t} ${type} false false false undefined`,
					);
				break;
			}
			case 'abort':
				for (const entry of live.filter(({ signal }) => signal === fact.controller)) remove(entry, 'signal');
				break;
			case 'open':
				for (const entry of live.filter(({ t }) => t === 'w')) remove(entry, 'document-open');
				break;
			case 'begins': {
				const key = `${fact.event} ${fact.t}`;
				const ran = done.get(key) ?? new Set();
				done.set(key, ran);
				const fits = (one: Live) =>
					one.t === fact.t && one.type === fact.type && one.cb === fact.cb && !ran.has(one);
				// Of a handler and a listener with one function, which runs first is not told: the listener is taken to.
				const entry =
					live.find((one) => fits(one) && one.capture) ??
					live.find((one) => fits(one) && !one.handler) ??
					live.find(fits);
				if (entry) ran.add(entry);
				begun.push({ entry, cb: fact.cb });
				// The end of one that cannot be watched is not seen.
				if (entry?.once && !isUnwatched(fact.cb)) remove(entry, 'once');
				break;
			}
			case 'ran': {
				if (fact.t === undefined) break;
				const { entry } = begun.pop() ?? {};
				if (isWatchedType(fact.type) && !isUnwatched(fact.cb))
					runs.push({ listener: entry?.index ?? -1, event: fact.event, fact });
				break;
			}
		}
	}
	return { changes, runs };
}
