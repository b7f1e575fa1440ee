import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatCount, t, tn } from '../../i18n.ts';
import { pictured } from '../../store/map/pictured.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { FitIcon, ZoomInIcon, ZoomOutIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { NothingYet } from '../NothingYet.tsx';
import { Legend } from './Legend.tsx';
import { MapPicture } from './MapPicture.tsx';
import { MapTable } from './MapTable.tsx';
import { ModeSwitch } from './ModeSwitch.tsx';
import { SequenceView } from './SequenceView.tsx';
import { useLayout } from './use-layout.ts';
import { useSize, useViewport } from './use-viewport.ts';

/** Who talks to whom, as a picture or as the sequence of one conversation. */
export function MapView({ store }: { store: PanelStore }) {
	const { map } = store;
	useWatch(map.watch);
	return map.mode.value === 'sequence' ? <SequenceView store={store} /> : <PictureView store={store} />;
}

/** Counting goes on only while the panel is looked at. */
function useWatch(watch: () => () => void): void {
	useEffect(() => {
		let undo: (() => void) | undefined;
		const follow = (): void => {
			if (document.visibilityState === 'visible') undo ??= watch();
			else {
				undo?.();
				undo = undefined;
			}
		};
		follow();
		document.addEventListener('visibilitychange', follow);
		return () => {
			document.removeEventListener('visibilitychange', follow);
			undo?.();
		};
	}, [watch]);
}

const STEP = 60;

function PictureView({ store }: { store: PanelStore }) {
	const { map } = store;
	const version = map.version.value;
	store.analysis.version.value;
	const graph = map.graph();
	const picture = useMemo(() => pictured(graph), [version]);
	const place = useRef<HTMLDivElement>(null);
	// The picture is laid out for the place that it first had: a splitter or window that moves does not shuffle it.
	const aspect = useRef(0);
	const size = useSize(place);
	if (size.height > 0) aspect.current = aspectOf(size, aspect.current);
	const { placed, failed, isBusy } = useLayout(picture, aspect.current, size.width, map.layOut);
	const viewport = useViewport(place, size, placed?.layout ?? { width: 0, height: 0 });
	const onKeyDown = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const shift = event.shiftKey
			? { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[event.key]
			: undefined;
		if (shift) viewport.pan(shift[0] as number, shift[1] as number);
		else if (event.key === '+' || event.key === '=') viewport.zoom(1.25);
		else if (event.key === '-') viewport.zoom(0.8);
		else if (event.key === '0') viewport.fit();
		else return;
		event.preventDefault();
	};
	return (
		<section class="list-with-bar map-view" aria-label={t('tab_map')}>
			<div class="bar map-bar" role="toolbar" aria-label={t('mapTools')}>
				<ModeSwitch store={store} />
				<span class="map-bar-text">
					{tn('mapParties', graph.nodes.length)}
					{picture.more > 0 && ` · ${t('mapNotDrawn', formatCount(picture.more))}`}
					{graph.leftOut > 0 && ` · ${tn('mapLeftOut', graph.leftOut)}`}
					{map.progress() < 1 && ` · ${t('mapCounting', Math.floor(map.progress() * 100))}`}
				</span>
				<ToolButton label={t('zoomOut')} onClick={() => viewport.zoom(0.8)}>
					<ZoomOutIcon />
				</ToolButton>
				<span class="map-zoom mono">{`${Math.round(viewport.view.scale * 100)} %`}</span>
				<ToolButton label={t('zoomIn')} onClick={() => viewport.zoom(1.25)}>
					<ZoomInIcon />
				</ToolButton>
				<ToolButton label={t('zoomFit')} onClick={viewport.fit}>
					<FitIcon />
				</ToolButton>
			</div>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: keys for the picture, wherever in it the focus is */}
			<div ref={place} class="map-place" onKeyDown={onKeyDown} aria-busy={isBusy}>
				{placed && graph.nodes.length > 0 && (
					<MapPicture store={store} graph={graph} picture={picture} placed={placed} viewport={viewport} />
				)}
				{failed && <p class="map-failed bad-text">{t('mapFailed', failed)}</p>}
				{graph.nodes.length === 0 && (
					<div class="grid-empty">
						<NothingYet store={store} title={t('empty_map')} hint={t('empty_mapHint')} />
					</div>
				)}
				<MapTable graph={graph} analysis={store.analysis} />
			</div>
			{graph.edges.length > 0 && <Legend />}
		</section>
	);
}

/** Steps of an eighth of the shape: a place that is a little wider keeps its picture. */
function aspectOf({ width, height }: { width: number; height: number }, before: number): number {
	const aspect = width / height;
	return before > 0 && aspect / before < 1.5 && before / aspect < 1.5
		? before
		: Math.round(aspect * 8) / 8 || 0.25;
}
