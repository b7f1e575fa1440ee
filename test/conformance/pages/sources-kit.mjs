import { nextMessage } from './kit.mjs';

/** Who a source is to this window. */
const who = (source) => {
	if (source === null) return 'null';
	if (source === window) return 'self';
	for (let i = 0; i < window.length; i++) {
		if (source === window[i]) return `frame ${i}`;
		try {
			for (let k = 0; k < window[i].length; k++) if (source === window[i][k]) return `frame ${i}.${k}`;
		} catch {}
	}
	return Object.prototype.toString.call(source);
};
const facts = (event) => [event.data, event.origin, who(event.source), event.isTrusted];
export const marked = (mark) => nextMessage((data) => Array.isArray(data) && data[0] === mark).then(facts);

/** A frame at `name` that answers what it sees of a message: [mark, data, origin, how source relates]. */
export const answering = (mark) => `addEventListener('message',(e)=>{
	const rel=e.source===parent?'parent':e.source===self?'self':e.source===null?'null':e.source===top?'top':'other';
	e.source&&parent.postMessage(['${mark}',e.data,e.origin,rel,e.isTrusted,self.event===e],'*')})`;
