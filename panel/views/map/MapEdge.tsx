import type { GraphEdge } from '../../../src/session/graph/build.ts';
import { formatCount, tOf } from '../../i18n.ts';
import type { EdgeShape } from './edge-shape.ts';
import { textWidth } from './fit-text.ts';

interface MapEdgeProps {
	edge: GraphEdge;
	shape: EdgeShape;
	/** The worst verdict of the listeners that were reached, where one ran. */
	verdict: string | undefined;
	/** Names of both ends, means and counts. */
	name: string;
	id: string;
	isCurrent: boolean;
	isDimmed: boolean;
	isHot: boolean;
	/** Its count is written on it, not only while it is looked at. */
	isLabelled: boolean;
	onHot(hot: boolean): void;
	onFocus(): void;
	onOpen(event: MouseEvent | KeyboardEvent): void;
	/** A key that is not its own. */
	onMove(event: KeyboardEvent): void;
}

/** Verdicts that are written on the line: colour alone tells nothing. */
const TOLD = ['none', 'weak', 'source-only'];

const toneOf = ({ count, kinds }: GraphEdge, verdict: string | undefined): string =>
	`map-edge-${count === 0 ? 'idle' : kinds.message + kinds.frame > 0 ? (verdict ?? 'unjudged') : 'sent'}`;

/** What goes one way: as wide as it is much, in the colour and pattern of its verdict. */
export function EdgeLine({
	edge,
	shape,
	width,
	verdict,
	isDimmed,
	isHot,
	onHot,
	onOpen,
}: Pick<MapEdgeProps, 'edge' | 'shape' | 'verdict' | 'isDimmed' | 'isHot' | 'onHot' | 'onOpen'> & {
	width: number;
}) {
	return (
		<g
			class={`map-line ${toneOf(edge, verdict)} ${isDimmed ? 'map-dimmed' : ''} ${isHot ? 'map-line-hot' : ''}`}
			onPointerEnter={() => onHot(true)}
			onPointerLeave={() => onHot(false)}
		>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: its label is the button; the line is only easier to hit */}
			<path class="map-edge-hit" d={shape.line} onClick={onOpen} />
			<path class="map-edge-line" d={shape.line} stroke-width={width} />
			<path class="map-edge-head" d={shape.head} />
		</g>
	);
}

/** The button of a line: its count and its verdict, where that deserves a look. All stand above all lines. */
export function MapEdge(props: MapEdgeProps) {
	const { edge, shape, verdict, name, id, isCurrent, isDimmed, isHot, onHot, onOpen } = props;
	const isTold = verdict !== undefined && TOLD.includes(verdict);
	return (
		<g
			class={`map-edge ${toneOf(edge, verdict)} ${isDimmed ? 'map-dimmed' : ''}`}
			onPointerEnter={() => onHot(true)}
			onPointerLeave={() => onHot(false)}
		>
			{/* biome-ignore lint/a11y/useSemanticElements: there are no buttons in a picture */}
			<g
				id={id}
				class={`map-edge-label ${props.isLabelled || isTold || isHot ? '' : 'map-edge-label-quiet'}`}
				role="button"
				aria-label={name}
				tabindex={isCurrent ? 0 : -1}
				transform={`translate(${shape.label.x} ${shape.label.y})`}
				onFocus={props.onFocus}
				onClick={onOpen}
				onKeyDown={(event) => {
					if (!['Enter', ' ', 's'].includes(event.key)) {
						props.onMove(event);
						return;
					}
					event.preventDefault();
					onOpen(event);
				}}
			>
				<title>{name}</title>
				<Label count={edge.count} verdict={isTold ? verdict : undefined} />
			</g>
		</g>
	);
}

function Label({ count, verdict }: { count: number; verdict: string | undefined }) {
	const number = formatCount(count);
	const word = verdict === undefined ? '' : tOf('verdict', verdict);
	const numberWidth = textWidth(number) * 0.91;
	const wordWidth = word ? textWidth(word) + 8 : 0;
	const width = numberWidth + 10 + wordWidth;
	return (
		<>
			<rect class="map-edge-pill" x={-width / 2} y={-7.5} width={width} height={15} rx={7.5} />
			{word && (
				<>
					<path
						class="map-edge-word-back"
						d={`M${width / 2 - wordWidth} -7.5H${width / 2 - 7.5}a7.5 7.5 0 0 1 0 15H${width / 2 - wordWidth}Z`}
					/>
					<text class="map-edge-word" x={width / 2 - wordWidth / 2 - 1} y={3.5} text-anchor="middle">
						{word}
					</text>
				</>
			)}
			<text class="map-edge-count" x={-width / 2 + 5 + numberWidth / 2} y={3.5} text-anchor="middle">
				{number}
			</text>
		</>
	);
}
