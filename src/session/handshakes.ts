import { withoutFragment } from '../protocol/address.ts';
import type { Handshake } from '../protocol/handshake.ts';
import { headerOf } from './headers.ts';
import { type HookedSocket, joinByEitherClock } from './join-handshakes.ts';
import type { Joined } from './joined.ts';

/** Handshakes kept; a page that connects without end has no end of them. */
const MOST_KEPT = 5_000;
/** ms by which two sources may differ on when a handshake began. */
const SAME_MOMENT = 250;

/** One handshake with what each source says of it. */
interface Entry {
	web?: Handshake;
	har?: Handshake;
	/** Both put together. */
	whole: Handshake;
}

/** The handshakes seen by the browser, by address. */
export class Handshakes {
	/** Of what began before, nothing new is taken in: it was cleared. ms since the epoch. */
	notBefore = 0;
	readonly #byUrl = new Map<string, Entry[]>();
	readonly #changed = new Set<string>();
	#count = 0;

	/** Adds a handshake, or what became known of one. */
	add(handshake: Handshake): void {
		const key = addressKey(handshake.url);
		const group = this.#byUrl.get(key) ?? [];
		const source = handshake.seenBy === 'har' ? 'har' : 'web';
		const known =
			group.find((entry) => entry[source]?.id === handshake.id) ?? counterpart(group, source, handshake);
		if (known) {
			known[source] = handshake;
			known.whole = wholeOf(known, handshake);
		} else {
			if (handshake.startedAt < this.notBefore) return;
			this.#byUrl.set(key, group);
			group.push({ [source]: handshake, whole: handshake });
			this.#count++;
		}
		this.#changed.add(key);
		while (this.#count > MOST_KEPT) this.#dropOldest();
	}

	/** A socket of this address changed: which handshake is whose must be found again. */
	touch(url: string): void {
		this.#changed.add(addressKey(url));
	}

	/**
	 * Joins what changed with the sockets of its address, as `socketsOf` gives them. `settled` says whether the address
	 * is to be looked at again.
	 */
	settle(
		socketsOf: (key: string) => HookedSocket[],
		settled: (sockets: HookedSocket[], joined: Map<number, Joined>, all: readonly Handshake[]) => boolean,
	): void {
		for (const key of [...this.#changed]) {
			const all = (this.#byUrl.get(key) ?? []).map(({ whole }) => whole);
			const sockets = all.length === 0 ? [] : socketsOf(key);
			if (all.length === 0 || !settled(sockets, joinByEitherClock(sockets, all), all))
				this.#changed.delete(key);
		}
	}

	/** Whether some address is to be looked at again. */
	get isWaiting(): boolean {
		return this.#changed.size > 0;
	}

	/** Gives up those for which `keep` says no. */
	retain(keep: (handshake: Handshake) => boolean): void {
		for (const [key, group] of this.#byUrl) {
			const kept = group.filter(({ whole }) => keep(whole));
			this.#count -= group.length - kept.length;
			if (kept.length === 0) this.#byUrl.delete(key);
			else this.#byUrl.set(key, kept);
		}
	}

	#dropOldest(): void {
		const [key, group] = this.#byUrl.entries().next().value ?? [];
		if (key === undefined || !group) return;
		group.shift();
		this.#count--;
		if (group.length === 0) this.#byUrl.delete(key);
	}
}

/** An address as it is compared: the sources write the scheme differently. */
export function addressKey(url: string): string {
	return withoutFragment(url.replace(/^http/i, 'ws'));
}

/** The same handshake as the other source tells it. The answer to a random key is the same in both, and no other's. */
function counterpart(
	group: readonly Entry[],
	source: 'web' | 'har',
	handshake: Handshake,
): Entry | undefined {
	const open = group.filter((entry) => entry[source] === undefined);
	const accept = acceptOf(handshake);
	const near = ({ whole }: Entry): number => Math.abs(whole.startedAt - handshake.startedAt);
	if (accept !== undefined) {
		const same = open.find(({ whole }) => acceptOf(whole) === accept);
		if (same) return same;
	}
	return open
		.filter((entry) => near(entry) < SAME_MOMENT && (!accept || acceptOf(entry.whole) === undefined))
		.sort((a, b) => near(a) - near(b))[0];
}

const acceptOf = ({ response }: Handshake): string | undefined =>
	response && headerOf(response, 'Sec-WebSocket-Accept');

/** HAR has all headers; webRequest the place, the facts of cookies and the names of errors. */
function wholeOf({ web, har }: Entry, otherwise: Handshake): Handshake {
	if (!web || !har) return web ?? har ?? otherwise;
	const whole: Handshake = { ...har, ...web, seenBy: 'both' };
	if (har.request?.length) whole.request = har.request;
	if (har.response?.length) whole.response = har.response;
	return whole;
}
