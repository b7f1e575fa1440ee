import type { SinkName } from '../../protocol/sink-name.ts';
import type { ActsWorld } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { CarriedTexts } from './carried-texts.ts';
import { type Navigate, watchNavigations } from './navigations.ts';
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
	#unwatch: (() => void) | undefined;
	#storage: StorageLog | undefined;
	/** What the tools have told since the storage was looked through. */
	readonly #told = new Set<string>();
	#looking: ReturnType<typeof setTimeout> | undefined;

	constructor(page: PageBus, world: ActsWorld) {
		this.#page = page;
		this.#world = world;
		page.on('sink', (value) => {
			const carried = this.#find(value);
			if (!carried) return;
			if (this.#told.size < MOST_TOLD) this.#told.add(value);
			page.send('carried', carried);
		});
	}

	turn(on: boolean): void {
		if (on) {
			if (!this.#unwatch) this.#texts = new CarriedTexts(location.href);
			this.#world.witnesses.add(this.#witness);
			this.#unwatch ??= watchNavigations(this.#left);
			this.#storage ??= new StorageLog();
		} else {
			clearTimeout(this.#looking);
			this.#looking = undefined;
			this.#storage = undefined;
			this.#world.witnesses.delete(this.#witness);
			this.#unwatch?.();
			this.#unwatch = undefined;
			this.#texts = new CarriedTexts();
		}
	}

	readonly #witness = (event: MessageEvent, n: number): void => {
		this.#texts.add(event.data, n);
		this.#looking ??= setTimeout(this.#look, LOOK_MS);
	};

	/** What came into the storage by properties (`localStorage.key = value`) has called nothing that could be watched. */
	readonly #look = (): void => {
		this.#looking = undefined;
		const changes = this.#storage?.changes(false) ?? [];
		this.#storage = new StorageLog();
		for (const { sink, value } of changes)
			if (!this.#told.has(value)) this.#tell(sink, value, this.#find(value));
		this.#told.clear();
	};

	/** `location` itself cannot be watched: where it leads can. */
	readonly #left = ({ destination: { url } }: Navigate): void => {
		this.#tell('location', url, this.#find(url));
	};

	/** Has the tools tell what they cannot see themselves. */
	#tell(sink: SinkName, value: string, carried: string | undefined): void {
		if (!carried) return;
		const act = { kind: 'sink-seen', sink, value: value.slice(0, TOLD), carried };
		this.#page.send('tool', JSON.stringify({ id: 0, act }));
	}

	/** The message's ordinal and the text, as JSON joined by a comma. */
	#find(value: string): string | undefined {
		const found = this.#texts.find(value);
		return found && `${found.n},${JSON.stringify(found.text.slice(0, TOLD))}`;
	}
}
