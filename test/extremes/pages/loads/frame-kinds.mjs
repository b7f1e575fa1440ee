import { task } from '../kit.mjs';

/** Frames of every kind of document that a browser makes by itself, and of those that it does not make. */
export async function load() {
	const other = location.origin.replace('//a.', '//b.');
	const addresses = [
		'kinds/paper.pdf',
		'kinds/tree.xml',
		'kinds/drawing.svg',
		'kinds/list.json',
		'kinds/words.txt',
		'kinds/dot.png',
		'kinds/bytes.bin',
		'frame.html?xfo=DENY',
		`${other}/frame.html?csp=${encodeURIComponent("frame-ancestors 'none'")}`,
		'/204',
		'/missing.html',
		'http://a.localhost:1/',
		'javascript:void 0',
		"javascript:'<p>made</p>'",
		'about:blank',
		'data:text/html,<p>data</p>',
		URL.createObjectURL(new Blob(['<p>blob</p>'], { type: 'text/html' })),
		URL.createObjectURL(new Blob(['<a/>'], { type: 'text/xml' })),
	];
	const put = (name, attributes) => {
		const element = document.createElement(name);
		for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
		document.body.append(element);
	};
	for (const src of addresses) put('iframe', { src });
	put('iframe', { srcdoc: '<p>srcdoc</p>' });
	put('iframe', { src: 'frame.html', sandbox: '' });
	put('iframe', { src: `${other}/frame.html`, sandbox: 'allow-scripts' });
	put('object', { data: 'kinds/drawing.svg', type: 'image/svg+xml' });
	put('embed', { src: 'frame.html', type: 'text/html' });
	put('div', { style: 'height: 20000px' });
	put('iframe', { src: 'frame.html?lazy', loading: 'lazy' });
	await task(1_500);
	// Some come late, on a busy machine after this.
	return { facts: {}, notes: { frames: window.length }, documents: 1 + window.length };
}
