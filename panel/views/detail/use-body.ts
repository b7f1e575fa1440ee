import { useEffect, useState } from 'preact/hooks';
import type { HookEventOf } from '../../../src/protocol/event.ts';
import type { Failure } from '../../../src/protocol/failure.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { PanelStore } from '../../store/panel-store.ts';

type WithData = HookEventOf<'message'> | HookEventOf<'sent'> | HookEventOf<'socket-frame'>;

export interface Body {
	data: Value;
	state: 'complete' | 'loading' | 'partial';
	/** It came from the page, and is more than what was recorded. */
	isFetched?: true;
	/** Why the rest could not be had. */
	failure?: Failure;
}

/** The data of an event; when only its beginning was recorded, the whole is asked of the page. */
export function useBody(store: PanelStore, row: number, event: WithData | undefined): Body | undefined {
	const [loaded, setLoaded] = useState<{ row: number; body: Body } | undefined>(undefined);
	const token = store.session.documentOf(row)?.token;
	const wants = event !== undefined && !event.complete && event.data.t !== 'omitted';
	useEffect(() => {
		if (!wants || token === undefined) return undefined;
		let current = true;
		void store.bodies.load(row).then((result) => {
			if (!current) return;
			const body: Body =
				'data' in result
					? { data: result.data, state: result.complete ? 'complete' : 'partial', isFetched: true }
					: { data: event.data, state: 'partial', failure: result };
			setLoaded({ row, body });
		});
		return () => {
			current = false;
		};
	}, [row, wants, token]);
	if (!event) return undefined;
	if (loaded?.row === row) return loaded.body;
	return {
		data: event.data,
		state: wants && token !== undefined ? 'loading' : event.complete ? 'complete' : 'partial',
	};
}
