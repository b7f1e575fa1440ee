/**
 * Entry of the tools: acts that a person asked for, in the page's own world. Built into one function without free names
 * (src/cli/build/squeeze.mjs), let in by the page hook (src/page/tools-door.ts), under the hook's own rules: nothing of
 * the page's is called, objects have no prototype.
 */
import type { Act } from '../protocol/act.ts';
import type { FailureCode } from '../protocol/failure.ts';
import type { SinkName } from '../protocol/sink-name.ts';
import { expect } from './courier.ts';
import {
	awaitForeign,
	finishProbe,
	foreignArrived,
	holdsNavigation,
	type Order as Probe,
	restProbe,
	startProbe,
} from './probe.ts';
import { seen, watchValues } from './sink-watch.ts';
import { closeSocket, endSocket, openSocket, receiveFrame, refusalCode, sendFrame } from './socket-acts.ts';
import { release, stand } from './socket-rules.ts';
import { bus, parse, stringify } from './toolbox.ts';

/** An act as the relay hands it over. `word`: its value comes by courier under it. */
interface Order {
	id: number;
	act:
		| Exclude<Act, { kind: 'probe' }>
		| (Probe & { kind: 'probe' })
		| { kind: 'probe-arrived'; origin: string }
		/** The page is about to go to this address; it stays if `stay` is answered before this returns. */
		| { kind: 'probe-left'; url: string; decoded: string }
		/** The isolated world saw a message's text where the tools cannot look: an address that the page goes to, storage, another document. */
		| { kind: 'sink-seen'; sink: SinkName; value: string; carried: string; stack?: string }
		| { kind: 'probe-end' }
		/** Also what was held back beyond its end is let go. */
		| { kind: 'probe-rest' };
	word?: string;
}

/** Id of the probe whose message is to come; one that was given up is delivered to nobody. */
let awaited = 0;

bus.on('tool', (text) => {
	const { id, act, word } = parse(text) as Order;
	const answer = (json: string): void => bus.send('result', `{"id":${id},"result":${json}}`);
	const run = (value?: unknown, event?: Event, asBlob?: unknown): void => {
		try {
			if (act.kind === 'probe' && act.plan.delivery === 'foreign') awaitForeign(act, `${word}`);
			else if (act.kind === 'probe') {
				if (awaited !== id) return;
				startProbe(act, value, event as Event);
				bus.send('probed');
			} else if (act.kind === 'probe-arrived') foreignArrived(act.origin);
			else if (act.kind === 'probe-left') {
				if (holdsNavigation(act.url, act.decoded)) bus.send('stay');
			} else if (act.kind === 'sink-seen') seen(act.sink, act.value, act.carried, act.stack ?? '""');
			else if (act.kind === 'probe-end') {
				awaited = 0;
				bus.send('transcript', finishProbe());
			} else if (act.kind === 'probe-rest') restProbe();
			else {
				perform(act, value, asBlob, word !== undefined);
				answer('{"kind":"done"}');
			}
		} catch (error) {
			answer(failed(error));
		}
	};
	// A foreign frame's words come under it, when the message itself is through.
	const isForeign = act.kind === 'probe' && act.plan.delivery === 'foreign';
	if (act.kind === 'probe') awaited = id;
	if (word === undefined || isForeign) run();
	else expect(word, run);
});

function perform(
	act: Exclude<Act, { kind: 'probe' }>,
	data: unknown,
	asBlob: unknown,
	edited: boolean,
): void {
	switch (act.kind) {
		case 'sink-watch':
			watchValues(act.on);
			break;
		case 'socket-send':
			sendFrame(act.socket, data);
			break;
		case 'socket-receive':
			receiveFrame(act.socket, data, asBlob);
			break;
		case 'socket-close':
			closeSocket(act);
			break;
		case 'socket-end':
			endSocket(act);
			break;
		case 'socket-open':
			openSocket(act.url, act.protocols);
			break;
		case 'socket-rules':
			stand(act.rules.length > 0);
			break;
		case 'socket-release':
			release(act.frame, act.drop, edited ? { data, asBlob } : undefined);
	}
}

/** The answer to an act that ended with an exception. */
function failed(error: unknown): string {
	const code: FailureCode = refusalCode(error) ?? 'refused';
	const detail = code === 'refused' ? wordsOf(error) : '';
	return `{"kind":"failed","code":"${code}"${detail && `,"detail":${stringify(detail)}`}}`;
}

/** '': what the page threw says nothing. */
function wordsOf(error: unknown): string {
	try {
		return `${(error as Error).message}`;
	} catch {
		return '';
	}
}
