/**
 * What a frame that a relay has made for a foreign delivery does; it has no other name but this one. In Firefox its own
 * relay knows it by its name; in Chromium the background runs this function there, which takes it by its text: here
 * nothing else of this file's is in reach.
 *
 * Its parent hands it the name, a word, a value and ports. It posts these to the parent once, which gives the message this
 * frame's origin, and says under the word that it has done so. What others post to it, as answers of a listener, it hands
 * back under the word.
 */
export function becomeSender(name: string): boolean {
	if (window.name !== name) return false;
	const { parent } = window;
	let word: unknown;
	window.addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
		if (source !== parent) return;
		const isOurs = Array.isArray(data) && data[0] === name;
		if (isOurs && word === undefined) {
			word = data[1];
			parent.postMessage(data[2], '*', [...ports]);
			parent.postMessage([word, 'sent'], '*');
		} else if (!isOurs && word !== undefined) parent.postMessage([word, [data]], '*');
	});
	return true;
}
