import type { GraphNode } from '../../../src/session/graph/build.ts';
import { EarIcon, SocketIcon, WarningIcon, WindowIcon, WorkerIcon } from '../../ui/Icons.tsx';
import type { Rect } from '../../worker/layout/layout.ts';
import { fitText, textWidth } from './fit-text.ts';
import { nodeHue, nodeLabel, nodeName, nodeNote, nodeTitle } from './map-text.ts';
import { BESIDE } from './use-layout.ts';

interface MapNodeProps {
	node: GraphNode;
	box: Rect;
	id: string;
	/** Its place in the order of tabs: only one of all has one. */
	isCurrent: boolean;
	isDimmed: boolean;
	onHot(hot: boolean): void;
	onFocus(): void;
	onOpen(event: MouseEvent | KeyboardEvent): void;
	/** A key that is not its own. */
	onMove(event: KeyboardEvent): void;
}

/** Pixels that a name has at least beside the kind. */
const LEAST_NAME = 70;

/** Someone who talks: a box with a sign of its kind, its name, and what the name does not say. */
export function MapNode({
	node,
	box,
	id,
	isCurrent,
	isDimmed,
	onHot,
	onFocus,
	onOpen,
	onMove,
}: MapNodeProps) {
	const kind = nodeNote(node);
	// Where there is no room for both, the name matters more: the drawing and the tooltip tell the kind.
	const note = box.width - BESIDE - textWidth(kind) >= LEAST_NAME ? kind : '';
	const noteWidth = note ? textWidth(note) + 8 : 0;
	const name = fitText(nodeName(node), box.width - BESIDE - noteWidth + 1);
	return (
		// biome-ignore lint/a11y/useSemanticElements: there are no buttons in a picture
		<g
			id={id}
			class={`map-node map-node-${node.kind} ${node.isLive ? '' : 'map-node-gone'} ${isDimmed ? 'map-dimmed' : ''}`}
			role="button"
			aria-label={nodeLabel(node)}
			tabindex={isCurrent ? 0 : -1}
			transform={`translate(${box.x} ${box.y})`}
			onPointerEnter={() => onHot(true)}
			onPointerLeave={() => onHot(false)}
			onFocus={onFocus}
			onClick={onOpen}
			onKeyDown={(event) => {
				if (!['Enter', ' ', 's'].includes(event.key)) {
					onMove(event);
					return;
				}
				event.preventDefault();
				onOpen(event);
			}}
		>
			<title>{[nodeTitle(node), kind].filter(Boolean).join('\n')}</title>
			<rect
				class="map-node-box"
				width={box.width}
				height={box.height}
				rx={node.kind === 'server' || node.kind === 'channel' ? box.height / 2 : 4}
			/>
			<Sign node={node} y={box.height / 2} />
			<text class="map-node-name" x={25} y={box.height / 2 + 4}>
				{name}
			</text>{' '}
			{note && (
				<text class="map-node-note" x={box.width - 9} y={box.height / 2 + 4} text-anchor="end">
					{note}
				</text>
			)}
		</g>
	);
}

/** The colour of its host, or a drawing of its kind. */
function Sign({ node, y }: { node: GraphNode; y: number }) {
	const hue = nodeHue(node);
	if (node.kind === 'document') {
		return (
			<rect class="map-chip" style={{ '--hue': hue ?? 0 }} x={10} y={y - 4.5} width={9} height={9} rx={2} />
		);
	}
	const Icon = {
		unwatched: WarningIcon,
		window: WindowIcon,
		server: SocketIcon,
		worker: WorkerIcon,
		channel: EarIcon,
		port: EarIcon,
		earshot: EarIcon,
	}[node.kind];
	return (
		<g class="map-sign" style={{ '--hue': hue ?? 0 }} transform={`translate(7 ${y - 7}) scale(0.875)`}>
			<Icon class={hue === undefined ? '' : 'map-sign-hued'} />
		</g>
	);
}
