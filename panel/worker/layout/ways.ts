import type { LayoutRequest, Point, Rect, Way } from './layout.ts';

export interface Meeting {
	/** Points that it leads through. */
	bends: readonly Point[];
	/** Lines of one track leave a side at the same place. */
	track?: string;
}

/**
 * Ways from side to side: the lines that meet a side are spread over it, in the order in which they come.
 */
export function waysOf(
	links: LayoutRequest['links'],
	boxes: Readonly<Record<string, Rect>>,
	meetings: readonly Meeting[],
	isUpright: boolean,
): Way[] {
	const sides = new Map<string, { link: number; isStart: boolean; towards: number }[]>();
	const meet = (side: string, link: number, isStart: boolean, towards: number): void => {
		sides.set(side, [...(sides.get(side) ?? []), { link, isStart, towards }]);
	};
	const across = ({ x, y }: Point): number => (isUpright ? x : y);
	for (const [at, { from, to }] of links.entries()) {
		const [start, end] = [boxes[from] as Rect, boxes[to] as Rect];
		const onwards = isUpright ? start.y < end.y : start.x < end.x;
		const through = meetings[at]?.bends ?? [];
		meet(`${onwards ? 'end' : 'start'} ${from}`, at, true, across(through[0] ?? middle(end)));
		meet(`${onwards ? 'start' : 'end'} ${to}`, at, false, across(through.at(-1) ?? middle(start)));
	}
	const starts: Point[] = [];
	const ends: Point[] = [];
	const crowds = links.map(() => ({ start: 1, end: 1 }));
	for (const [side, meeting] of sides) {
		const atEnd = side.startsWith('end ');
		const box = boxes[side.slice(atEnd ? 4 : 6)] as Rect;
		const sorted = meeting.toSorted((a, b) => a.towards - b.towards);
		const tracks = sorted.map(({ link }) => meetings[link]?.track ?? link);
		const places = [...new Set(tracks)];
		for (const [at, { link, isStart }] of sorted.entries()) {
			const share = (places.indexOf(tracks[at] as string | number) + 0.5) / places.length;
			(isStart ? starts : ends)[link] = isUpright
				? { x: box.x + box.width * share, y: atEnd ? box.y + box.height : box.y }
				: { x: atEnd ? box.x + box.width : box.x, y: box.y + box.height * share };
			const crowd = crowds[link] as { start: number; end: number };
			crowd[isStart ? 'start' : 'end'] = places.length;
		}
	}
	return links.map((_, at) => {
		const crowd = crowds[at] as { start: number; end: number };
		return {
			points: [starts[at] as Point, ...(meetings[at]?.bends ?? []), ends[at] as Point],
			isTight: false,
			isEndFree: crowd.end <= crowd.start,
		};
	});
}

const middle = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });
