import browser from 'webextension-polyfill';
import { failure } from '../../src/protocol/failure.ts';
import {
	HIJACK_PORT,
	type HijackMessage,
	type HijackOrder,
	type ProbeHeaders,
} from '../../src/protocol/hijack.ts';
import type { ProbeResult } from '../../src/session/hijack/likeness.ts';
import { typedPort } from '../../src/webext/typed-port.ts';
import type { Prober } from '../store/hijack-store.ts';

/** What the probing frame is asked, and what it answers. */
export interface ProbeRequest {
	url: string;
	protocols: string[];
	/** Sent as soon as the connection is open. */
	say?: string;
}
export type ProbeOutcome = Omit<ProbeResult, 'cookies'>;

const ARM_MS = 5_000;

/** Makes the probes of a hijacking test of a tab's sockets, one after the other. */
export function hijackProber(tabId: number): Prober {
	let last = 0;
	return async (all) => {
		const port = typedPort<HijackMessage, HijackOrder>(browser.runtime.connect({ name: HIJACK_PORT }));
		const frame = await probingFrame();
		try {
			await all(async (headers, request) => {
				const id = ++last;
				const cookies = await armed(port, { kind: 'arm', id, tabId, headers });
				const outcome = await probe(frame, { ...request, url: headers.url });
				port.post({ kind: 'disarm', id });
				return { ...outcome, cookies };
			});
		} finally {
			frame.remove();
			port.close();
		}
	};
}

function armed(
	port: ReturnType<typeof typedPort<HijackMessage, HijackOrder>>,
	order: HijackOrder & { kind: 'arm'; headers: ProbeHeaders },
): Promise<string[]> {
	return new Promise((done, fail) => {
		const timer = setTimeout(() => fail(failure('no-background')), ARM_MS);
		const undo = [
			port.onMessage((message) => {
				if (message.id !== order.id) return;
				end();
				if (message.kind === 'armed') done(message.cookies);
				else fail(failure(message.code, message.detail));
			}),
			port.onDisconnect(() => {
				end();
				fail(failure('lost'));
			}),
		];
		const end = (): void => {
			clearTimeout(timer);
			for (const run of undo) run();
		};
		port.post(order);
	});
}

function probingFrame(): Promise<HTMLIFrameElement> {
	const frame = document.createElement('iframe');
	frame.hidden = true;
	frame.src = 'probe.html';
	return new Promise((done) => {
		frame.onload = () => done(frame);
		document.body.append(frame);
	});
}

function probe(frame: HTMLIFrameElement, request: ProbeRequest): Promise<ProbeOutcome> {
	const { port1, port2 } = new MessageChannel();
	return new Promise((done) => {
		port1.onmessage = ({ data }: MessageEvent<ProbeOutcome>) => done(data);
		frame.contentWindow?.postMessage(request, location.origin, [port2]);
	});
}
