import { useEffect, useState } from 'preact/hooks';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { WorkerFailure } from '../../lines/worker.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { Reading } from '../../worker/decoding/questions.ts';
import type { Body } from './use-body.ts';

type Read = Reading | WorkerFailure;

/** The whole reading of a frame, made again when more of its payload comes; undefined when there is nothing to read. */
export function useDecoded(
	{ decoding, session }: PanelStore,
	socket: SocketRecord,
	row: number,
	body: Body,
): Read | 'reading' | undefined {
	const [reading, setReading] = useState<Read | 'reading' | undefined>('reading');
	const recorded = session.holds(row) ? session.rows.text(row) : undefined;
	const isLoading = body.state === 'loading';
	const choice = decoding.choiceOf(socket);
	decoding.version.value;
	const problem = decoding.problem.value;
	useEffect(() => {
		decoding.open(socket);
		if (isLoading) return undefined;
		const control = new AbortController();
		setReading('reading');
		void decoding
			.read(socket, row, body.isFetched ? body.data : undefined, control.signal)
			.then((decoded) => {
				if (!control.signal.aborted) setReading(decoded);
			});
		return () => control.abort();
	}, [socket, row, recorded, isLoading, body.isFetched, choice, problem]);
	return reading;
}
