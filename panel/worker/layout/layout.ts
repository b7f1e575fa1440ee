/** Boxes to place, in the order of their rank among equals; sizes in pixels. */
export interface LayoutRequest {
	boxes: { id: string; parent: string | undefined; width: number; height: number }[];
	/** Who talks to whom, each pair once; the first stands before the second. */
	links: { from: string; to: string }[];
	/** Width of the place for the picture through its height. */
	aspect: number;
}

export interface Point {
	x: number;
	y: number;
}

/** A rectangle by its upper left corner. */
export interface Rect extends Point {
	width: number;
	height: number;
}

/** How a line leads from one box to another. */
export interface Way {
	/** From border to border. */
	points: Point[];
	/** Its lines are close together, and so are their labels. */
	isTight: boolean;
	/** Fewer lines meet at its end than at its start: there is room for labels. */
	isEndFree: boolean;
}

export interface Layout {
	width: number;
	height: number;
	/** Links lead down rather than to the right. */
	isUpright: boolean;
	/** Where each box stands. */
	boxes: Record<string, Rect>;
	/** The frame around a box and all that is in it, for boxes that have something in them. */
	frames: Record<string, Rect>;
	/** Way of each link, in the order asked. */
	links: Way[];
}
