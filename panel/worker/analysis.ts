import type { Position } from '../../src/analyser/locate.ts';
import type { RuntimeContext, Verdict } from '../../src/analyser/verdict.ts';

/** A script in which a handler may stand, with the place of registration in it. */
export interface Script {
	text: string;
	near?: Position;
}

export interface AnalysisRequest {
	id: number;
	/** The handler's own text. */
	text: string;
	context: RuntimeContext;
	/** Scripts on the way of its registration, innermost first. */
	scripts: Script[];
	/** All places on that way, innermost first. */
	frames?: Frame[];
}

/** A place on the way of a registration. */
export interface Frame {
	/** Index of the script in the request. */
	script: number;
	/** Absent where the script's text is not told by the places of what was loaded. */
	at?: Position;
}

/** A handler found in a script. */
export interface Found {
	/** Index of the script in the request. */
	script: number;
	/** Offsets of the script in its text: the whole, or of a page the inline script in which the handler stands. */
	from: number;
	to: number;
	/** The verdict, told in positions of that script. */
	verdict: Verdict;
}

export interface Judged {
	/** Told in positions of the handler's own text. */
	verdict: Verdict;
	found?: Found;
	/** The handler behind the one that was asked for, which is but a wrapper: it is the one judged. */
	behind?: Behind;
}

export interface Behind {
	source: string;
	name: string;
	/** Index of the frame that registered it. */
	frame: number;
}
