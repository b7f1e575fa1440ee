/** A handler as pages have it, in a wrong and a right form. */
export interface RealHandler {
	name: string;
	/** `CHECK` stands where the form's check is. */
	text: string;
	/** Check of the right form; `event` is the message. */
	right: string;
	/** Check of the wrong form; absent: there is none. */
	wrong?: string;
	/** What a really foreign message of no origin shows of the wrong form, where that is not the same. */
	foreign?: 'refuted';
	/** Runs in a frame of the partner's within the page, once that is loaded: what the handler was sent before. */
	partner?: string;
	/** Its wrong form acts only after messages of the partner. */
	needsPartner?: true;
	/** Message that a person types, in the panel's notation; absent: what the panel offers. */
	typed?: string;
	/** Elements of the page. */
	html?: string;
	/** A library that stands between the handler and the browser. */
	library?: 'jquery' | 'sentry' | 'zone';
	/** Expression in the page that is true once the handler acted on an attack, where no text of the message shows it. */
	worked?: string;
}

/** Origin that right forms let in; wrong checks are meant to. */
export const PARTNER = 'https://partner.example';
/** In the texts that the partner sends: known again wherever they go. */
export const MARK = '<b>earshot mark</b>';

export const OUT = `document.getElementById('out')`;
export const EXACT = `if (event.origin !== '${PARTNER}') return;`;
/** Script of the partner's that posts messages to the page. */
export const toParent = (...messages: string[]): string =>
	messages.map((message) => `parent.postMessage(${message}, '*');`).join('\n');
