import type { DataShape, ShapeOptions } from '../../src/analyser/data-shapes.ts';
import type { AnalysisRequest } from './analysis.ts';

/** What the analyser's worker is asked: a verdict, or messages that a listener looks for. */
export type AnalyserQuestion = AnalysisRequest | { shapesOf: ShapeOptions };

export interface ShapesReply {
	shapes: DataShape[];
}

/** Makes messages for what a listener compares; none where that cannot be done in time. */
export type ShapeMaker = (options: ShapeOptions) => Promise<readonly DataShape[]>;
