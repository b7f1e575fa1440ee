import type { SinkName } from '../../protocol/sink-name.ts';
import type { ActsWorld } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { Beyond } from './beyond.ts';
import { CarriedTexts } from './carried-texts.ts';
import { type Navigate, watchNavigations } from './navigations.ts';
import { type Seen, SinkKin } from './sink-kin.ts';
import { StorageLog } from './storage-log.ts';

/** Characters told of a text. */
const TOLD = 300;
/** ms after a message until the page's storage is looked through. */
const LOOK_MS = 250;
/** Values told that are remembered until the storage is looked through, which without messages is never. */
const MOST_TOLD = 1_000;

/** Keeps the texts of messages while sinks are watched, and finds them again in what reaches one. */
export class SinkWatch {
	readonly #page: PageBus;
	readonly #world: ActsWorld;
	#texts = new CarriedTexts();
	/** The page's address as it was when this began. */
	#own = '';
	#unwatch: (() => void) | undefined;
	#storage: StorageLog | undefined;
	/** What the tools have told since the storage was looked through. */
	readonly #told = new Set<string>();
	readonly #kin = new SinkKin(
		(value) => {
			const found = this.#texts.find(value);
			return found && { ...found, carried: carriedOf(found) };
		},
		({ sink, value, stack }, carried) => this.#tell(sink as SinkName, value, carried, stack),
	);
	/** Where nobody else watches: only what came in messages here counts there. */
	readonly #beyond = new Beyond(
		(window) => this.#page.hand('beyond', window),
		({ destination: { url } }) => {
			const carried = this.#find(url);
			if (carried) this.#tell('location', url, carried);
		},
	);
	#looking: ReturnType<typeof setTimeout> | undefined;

	constructor(page: PageBus, world: ActsWorld) {
		this.#page = page;
		this.#world = world;
		page.on('sink', (value) => {
			const carried = this.#find(value) ?? (this.#isThere(value) ? 'there' : '');
			if (!carried) return;
			if (this.#told.size < MOST_TOLD) this.#told.add(value);
			page.send('carried', carried);
		});
		page.on('sink-there', (json) => this.#kin.pass(JSON.parse(json) as Seen));
	}

	turn(on: boolean): void {
		if (on) {
			if (!this.#unwatch) {
				this.#own = location.href;
				this.#texts = new CarriedTexts(this.#own);
			}
			this.#kin.turn(true);
			this.#world.witnesses.add(this.#witness);
			this.#unwatch ??= watchNavigations(this.#left);
			this.#storage ??= new StorageLog();
			this.#beyond.meet(window.opener);
			window.addEventListener('pagehide', this.#end);
		} else {
			this.#beyond.end();
			window.removeEventListener('pagehide', this.#end);
			this.#kin.turn(false);
			clearTimeout(this.#looking);
			this.#looking = undefined;
			this.#storage = undefined;
			this.#world.witnesses.delete(this.#witness);
			this.#unwatch?.();
			this.#unwatch = undefined;
			this.#texts = new CarriedTexts();
		}
	}

	/** What is watched in other windows does not outlive this document, which is told anew where it comes back. */
	readonly #end = (): void => {
		this.turn(false);
		this.#page.send('tool', '{"id":0,"act":{"kind":"sink-watch","on":false}}');
	};

	readonly #witness = (event: MessageEvent, n: number): void => {
		this.#beyond.meet(event.source);
		this.#texts.add(event.data, n);
		this.#looking ??= setTimeout(this.#look, LOOK_MS);
	};

	/** What came into the storage by properties (`localStorage.key = value`) has called nothing that could be watched. */
	readonly #look = (): void => {
		this.#looking = undefined;
		const changes = this.#storage?.changes(false) ?? [];
		this.#storage = new StorageLog();
		for (const { sink, value } of changes) {
			const carried = this.#told.has(value) ? undefined : this.#find(value);
			if (carried) this.#tell(sink, value, carried);
		}
		this.#told.clear();
	};

	/** `location` itself cannot be watched: where it leads can. */
	readonly #left = ({ destination: { url } }: Navigate): void => {
		const carried = this.#find(url);
		if (carried) this.#tell('location', url, carried);
		else if (this.#isThere(url)) this.#kin.pass({ sink: 'location', value: url.slice(0, TOLD), stack: '""' });
	};

	/** Has the tools tell what they cannot see themselves. */
	#tell(sink: SinkName, value: string, carried: string, stack?: string): void {
		const act = { kind: 'sink-seen', sink, value: value.slice(0, TOLD), carried, stack };
		this.#page.send('tool', JSON.stringify({ id: 0, act }));
	}

	/** The message's ordinal and the text, as JSON joined by a comma. */
	#find(value: string): string | undefined {
		const found = this.#texts.find(value);
		return found && carriedOf(found);
	}

	/** Whether another document of this origin got it in a message; what is of this one's address is here for that. */
	#isThere(value: string): boolean {
		const text = this.#kin.find(value);
		return text !== undefined && !this.#own.includes(text);
	}
}

const carriedOf = ({ n, text }: { n: number; text: string }): string =>
	`${n},${JSON.stringify(text.slice(0, TOLD))}`;
