import { listenersOf } from '../../../src/session/facts.ts';
import { mark } from '../../../src/session/rows.ts';
import { visibleLine } from '../../../src/session/visible.ts';
import { formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { rankOf } from '../../store/verdict-rank.ts';
import { rowText } from '../timeline/row-text.ts';
import { kindText, Marks } from '../timeline/TimelineColumns.tsx';
import type { Link } from './sequence-links.ts';

interface SequenceRowProps {
	store: PanelStore;
	row: number;
	index: number;
	count: number;
	/** Where the arrow starts and ends, as shares of the lanes. */
	from: number;
	to: number;
	names: [from: string, to: string];
	/** Why it counts as an answer, where it does. */
	answer: Link['by'] | undefined;
	isSelected: boolean;
	onSelect(): void;
}

/** One message: an arrow from lifeline to lifeline with what it says. */
export function SequenceRow(props: SequenceRowProps) {
	const { store, row, index, from, to, names, answer, isSelected, onSelect } = props;
	const { session } = store;
	const text = rowText(session, row, store.decoding.brief(row));
	const verdict = worstVerdict(store, row);
	const isSelf = from === to;
	const way = isSelf ? 'self' : from < to ? 'right' : 'left';
	const marks = session.rows.marks(row);
	const tone = marks & (mark.undelivered | mark.problem) ? 'sequence-lost' : '';
	const share = (value: number): string => `calc(${value} * (100% - var(--gutter)) + var(--gutter))`;
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for all of its rows
		// biome-ignore lint/a11y/useFocusableInteractive: the list is focused and names its active row
		<div
			id={`sequence-${row}`}
			class={`sequence-row ${index % 2 ? 'row-odd' : ''} ${tone}`}
			role="option"
			aria-selected={isSelected}
			aria-setsize={props.count}
			aria-posinset={index + 1}
			onMouseDown={(event) => event.button === 0 && onSelect()}
			onClick={onSelect}
		>
			<span class="sequence-time mono dim">{formatTime(session.rows.time(row))}</span>
			<span class="unseen">{`${names[0]} → ${names[1]}, ${kindText(session, row)}`}</span>
			<span
				class={`sequence-arrow sequence-${way} ${session.rows.kind(row) === 'send' ? 'sequence-sent' : ''}`}
				style={{
					left: share(Math.min(from, to)),
					width: isSelf
						? 'calc((100% - var(--gutter)) / var(--lanes) / 2)'
						: `calc(${Math.abs(to - from)} * (100% - var(--gutter)))`,
				}}
			>
				<span class="sequence-text">
					{verdict && <span class={`badge badge-${verdict}`}>{tOf('verdict', verdict)}</span>}
					<Marks marks={marks} />
					{answer && (
						<span class="sequence-answer" title={t(answer === 'ran' ? 'sequenceRan' : 'sequenceSameId')}>
							{t('sequenceAnswer')}
						</span>
					)}
					{text.type && <span class="sequence-type mono">{visibleLine(text.type)}</span>}
					<span
						class={text.ownWords ? 'own-words' : 'mono dim'}
						title={visibleLine(text.preview.slice(0, 500))}
					>
						{visibleLine(text.preview.slice(0, 300))}
					</span>
				</span>
			</span>
		</div>
	);
}

/** The verdict of a listener that it reached, where that deserves a look. */
function worstVerdict({ session, analysis }: PanelStore, row: number): string | undefined {
	const verdicts = listenersOf(session, row).flatMap((listener) => analysis.nameOf(listener) ?? []);
	const [worst] = verdicts.sort((a, b) => rankOf(a) - rankOf(b));
	return worst !== undefined && rankOf(worst) <= rankOf('source-only') ? worst : undefined;
}
