import type { ActsWorld } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { CarriedTexts } from './carried-texts.ts';
import { decoded, type Navigate, watchNavigations } from './navigations.ts';

/** Characters told of a text. */
const TOLD = 300;

/** Keeps the texts of messages while sinks are watched, and finds them again in what reaches one. */
export class SinkWatch {
	readonly #page: PageBus;
	readonly #world: ActsWorld;
	#texts = new CarriedTexts();
	#unwatch: (() => void) | undefined;

	constructor(page: PageBus, world: ActsWorld) {
		this.#page = page;
		this.#world = world;
		page.on('sink', (value) => {
			const carried = this.#find(value);
			if (carried) page.send('carried', carried);
		});
	}

	turn(on: boolean): void {
		if (on) {
			this.#world.witnesses.add(this.#witness);
			this.#unwatch ??= watchNavigations(this.#left);
		} else {
			this.#world.witnesses.delete(this.#witness);
			this.#unwatch?.();
			this.#unwatch = undefined;
			this.#texts = new CarriedTexts();
		}
	}

	readonly #witness = (event: MessageEvent, n: number): void => this.#texts.add(event.data, n);

	/** `location` itself cannot be watched: where it leads can. */
	readonly #left = ({ destination: { url } }: Navigate): void => {
		const carried = this.#find(url) ?? this.#find(decoded(url));
		if (!carried) return;
		const act = { kind: 'sink-seen', value: url.slice(0, TOLD), carried };
		this.#page.send('tool', JSON.stringify({ id: 0, act }));
	};

	/** The message's ordinal and the text, as JSON joined by a comma. */
	#find(value: string): string | undefined {
		const found = this.#texts.find(value);
		return found && `${found.n},${JSON.stringify(found.text.slice(0, TOLD))}`;
	}
}
