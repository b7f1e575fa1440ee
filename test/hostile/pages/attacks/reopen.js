// Throws everybody's listeners away with document.open(), and puts its own back before the observer could.
{
	let first = true;
	lair.later = () => {
		if (!first) return;
		first = false;
		const element = document.createElement('iframe');
		document.body.append(element);
		const inner = element.contentWindow;
		inner.addEventListener('message', (event) => event.stopImmediatePropagation());
		for (const method of [inner.document.open, Document.prototype.open, inner.Document.prototype.open]) {
			lair.apply(method, inner.document, []);
			inner.addEventListener('message', (event) => event.stopImmediatePropagation(), true);
			inner.document.close();
		}
		inner.postMessage('in the reopened frame', '*');
	};
}
