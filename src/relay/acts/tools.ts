import type { Act } from '../../protocol/act.ts';
import type { CommandResult } from '../../protocol/command.ts';
import { failure, failureBy } from '../../protocol/failure.ts';
import { guardPlan } from '../../protocol/guard-plan.ts';
import type { Value } from '../../protocol/value.ts';
import type { Acts, ActsWorld, Asked } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { isSecret } from '../extension.ts';
import { unguessable } from '../unguessable.ts';
import { Probe, restProbe } from './probe.ts';
import { revive } from './revive.ts';
import { Rules } from './rules.ts';
import { SinkWatch } from './sink-watch.ts';
import type { Stranger } from './strangers.ts';

/**
 * Brings the tools into the page at the first act that a person asks for, and hands acts over. Their values go by
 * window.postMessage of this world: so the browser itself makes them the page's, every type as it is.
 */
export class Tools implements Acts {
	readonly #page: PageBus;
	readonly #ask: ActsWorld['ask'];
	readonly #rules: Rules;
	readonly #sinks: SinkWatch;
	#there = false;
	#coming: Promise<void> | undefined;
	#probe: { id: number; probe: Probe } | undefined;

	constructor(page: PageBus, world: ActsWorld) {
		this.#page = page;
		this.#ask = world.ask;
		this.#sinks = new SinkWatch(page, world);
		this.#rules = new Rules(page);
		page.on('tooled', () => {
			this.#there = true;
		});
		page.on('calling', (who) => this.#watching?.calling(who === 'listener'));
		page.on('back', () => this.#watching?.back());
		page.on('stay', () => this.#probe?.probe.stay());
		page.on('probed', () => this.#probe?.probe.returned());
		page.on('unreached', () => this.#probe?.probe.unreached());
		page.on('transcript', (json) => this.#probe?.probe.finished(json));
	}

	/** Who sees what listeners do with messages of probes, also when these are over. */
	get #watching(): Probe | undefined {
		return this.#probe?.probe ?? Probe.last;
	}

	async perform(id: number, asked: Act, { answer, isAwaited }: Asked): Promise<void> {
		const act = guarded(asked);
		this.#coming ??= this.#bring();
		try {
			await this.#coming;
		} catch (error) {
			this.#coming = undefined;
			throw error;
		}
		if (!isAwaited()) return;
		const value = payloadOf(act);
		const posted = value && { made: made(value) };
		const word = posted && unguessable();
		const order = act.kind === 'probe' ? this.#begin(id, act, answer) : withoutPayload(act);
		if (act.kind === 'socket-rules') this.#rules.set(act.rules);
		if (act.kind === 'sink-watch') this.#sinks.turn(act.on);
		this.#page.send('tool', JSON.stringify({ id, act: order, word }));
		if (!posted) return;
		const probe = this.#probe?.id === id ? this.#probe.probe : undefined;
		// The tools refused it, and expect nothing under this word: the page would get it.
		if (act.kind === 'probe' && !probe) return;
		try {
			if (probe?.plan.delivery === 'foreign') await this.#sendFrom(probe, `${word}`, posted.made);
			else window.postMessage([word, posted.made, asBlob(posted.made)], '*', probe?.makePorts());
		} catch (error) {
			this.answered(id);
			throw failureBy(error, 'no-value');
		}
	}

	/** Has the probe's frame of another origin post the value to this window. */
	async #sendFrom(probe: Probe, word: string, value: unknown): Promise<void> {
		const { window: sender, name } = probe.stranger as Stranger;
		// In Firefox the frame's own relay knows what it is.
		const knows = isSecret(name);
		const isThere = knows || (await this.#ask({ kind: 'sender-run', name }).catch(() => false));
		// It may have come to its end meanwhile.
		if (this.#probe?.probe !== probe) return;
		if (isThere === true)
			probe.sendUntilSeen(() => sender.postMessage([name, word, value], '*', probe.makePorts()));
		else probe.fail('no-frame');
	}

	/** A probe that the tools refused is over. */
	answered(id: number): void {
		if (this.#probe?.id !== id) return;
		this.#probe.probe.stop();
		this.#probe = undefined;
	}

	rest(): void {
		if (!this.#there) return;
		this.#probe?.probe.fail('unawaited');
		this.#rules.set([]);
		this.#page.send('tool', '{"id":0,"act":{"kind":"socket-rules","rules":[]}}');
		restProbe(this.#page);
		this.#sinks.turn(false);
		this.#page.send('tool', '{"id":0,"act":{"kind":"sink-watch","on":false}}');
	}

	#begin(id: number, { plan }: Act & { kind: 'probe' }, answer: (result: CommandResult) => void): object {
		if (this.#probe) throw failure('busy');
		const probe = new Probe(this.#page, plan, (result) => {
			this.#probe = undefined;
			answer(result);
		});
		this.#probe = { id, probe };
		return probe.order;
	}

	async #bring(): Promise<void> {
		const text = await this.#ask({ kind: 'tools-text' });
		if (typeof text !== 'string') throw failure('no-tools');
		this.#page.send('tools', text);
		await this.#ask({ kind: 'tools-run' });
		if (this.#there) return;
		this.#page.send('tools', '');
		throw failure('barred');
	}
}

/** Throws a failure where it cannot be made. */
function made(value: Value): unknown {
	try {
		return revive(value);
	} catch (error) {
		throw failureBy(error, 'no-value');
	}
}

/** Of a probe nothing gets into the page that a plan does not have. */
function guarded(act: Act): Act {
	if (act.kind !== 'probe') return act;
	const plan = guardPlan(act.plan);
	if (!plan) throw failure('malformed');
	return { kind: 'probe', plan };
}

function payloadOf(act: Act): Value | undefined {
	if (act.kind === 'probe') return act.plan.payload;
	return 'data' in act ? act.data : undefined;
}

function withoutPayload(act: Act): object {
	const { data: _, ...rest } = { data: undefined, ...act };
	return rest;
}

const asBlob = (value: unknown): Blob | undefined =>
	value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new Blob([value as BlobPart]) : undefined;
