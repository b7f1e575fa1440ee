import { useMemo, useState } from 'preact/hooks';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import { parsedText } from '../../../src/session/json-value.ts';
import { previewOf } from '../../../src/session/plain.ts';
import { previousSimilar } from '../../../src/session/reply-chain.ts';
import { differencesOf } from '../../../src/session/value-diff.ts';
import { visibleLine } from '../../../src/session/visible.ts';
import { formatTime, t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { BodyState } from './DataPanes.tsx';
import { RowLink } from './RowLink.tsx';
import { type Body, useBody } from './use-body.ts';

/** What is other in a message than in one before it that is like it: in `row`, the last, until a person goes further back. */
export function DiffPane({ store, row: last, body }: { store: PanelStore; row: number; body: Body }) {
	const { session } = store;
	const [back, setBack] = useState<readonly number[]>([]);
	const row = back.at(-1) ?? last;
	const earlier = useMemo(
		() => (session.holds(row) ? previousSimilar(session, row) : undefined),
		[session, row],
	);
	const event = useMemo(() => (session.holds(row) ? eventOf(session, row) : undefined), [row]);
	const before = useBody(store, row, withData(event));
	const found = useMemo(
		() =>
			before && before.state !== 'loading' && body.state !== 'loading'
				? differencesOf(parsedText(before.data) ?? before.data, parsedText(body.data) ?? body.data)
				: undefined,
		[before?.data, before?.state, body.data, body.state],
	);
	if (!before || !session.holds(row)) return <p class="own-words pad">{t('bodyGivenUp')}</p>;
	return (
		<>
			<p class="own-words pad">
				{t('comparedWith')} <RowLink store={store} row={row} text={formatTime(session.rows.time(row))} />
				{(earlier !== undefined || back.length > 0) && (
					<span class="diff-steps">
						<button
							type="button"
							class="link"
							disabled={earlier === undefined}
							onClick={() => earlier !== undefined && setBack([...back, earlier])}
						>
							{t('diffEarlier')}
						</button>
						<button
							type="button"
							class="link"
							disabled={back.length === 0}
							onClick={() => setBack(back.slice(0, -1))}
						>
							{t('diffLater')}
						</button>
					</span>
				)}
			</p>
			<BodyState body={body.state === 'complete' ? before : body} />
			{found?.list.length === 0 && <p class="pad">{t('noDifference')}</p>}
			{found && found.list.length > 0 && (
				<table class="diff mono">
					<thead>
						<tr>
							<th scope="col">{t('diffPath')}</th>
							<th scope="col">{t('diffBefore')}</th>
							<th scope="col">{t('diffAfter')}</th>
						</tr>
					</thead>
					<tbody>
						{found.list.map(({ path, before: old, after: now }) => (
							<tr key={path}>
								<th scope="row">{visibleLine(path)}</th>
								<td class={old ? 'diff-old' : ''}>{old ? `− ${visibleLine(previewOf(old, 400))}` : ''}</td>
								<td class={now ? 'diff-new' : ''}>{now ? `+ ${visibleLine(previewOf(now, 400))}` : ''}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
			{found?.isCut && <p class="notice">{t('diffCut')}</p>}
		</>
	);
}

const withData = (event: HookEvent | undefined) => (event && 'data' in event ? event : undefined);
