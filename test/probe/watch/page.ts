/** What the page of the ways has before all else: natives kept from before, classes of its own, and its checks. */
export const FIRST = `
	window.kept = {
		insertAdjacentHTML: Element.prototype.insertAdjacentHTML,
		innerHTML: Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML').set,
		eval,
	};
	// While it is watched, eval is an accessor; setters may have been taken over before this page's first script.
	const looksUp = () => Object.getOwnPropertyDescriptor(window, 'eval').get !== undefined;
	const wasEarly = looksUp();
	window.isWatched = () =>
		looksUp() || (!wasEarly && Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML').set !== kept.innerHTML);
	class Kept extends HTMLElement {
		set innerHTML(text) { super.innerHTML = text; }
	}
	customElements.define('x-kept', Kept);
	customElements.define('x-shown', class extends HTMLElement { connectedCallback() { this.innerHTML = this.text; } });
	addEventListener('passed', ({ detail }) => { document.getElementById('box').innerHTML = detail.html; });
	const shape = (d) => d && JSON.stringify(Object.entries(d).map(([key, value]) => [
		key,
		typeof value === 'function' ? [value.name, value.length, typeof value.prototype, Reflect.ownKeys(value).map(String).sort().join()] : value,
	]));
	const tried = (act) => {
		try { return 'gave ' + String(act()); } catch (error) { return [error?.name, error?.message, error?.constructor === window[error?.name]].join(); }
	};
	const order = (act) => {
		const seen = [];
		const note = (text) => ({ toString() { seen.push(text); return text; } });
		try { act(note); } catch (error) { seen.push(error.name); }
		return seen.join();
	};
	/** What is asked of an object on the way. */
	const counted = (act) => {
		const seen = [];
		const handler = new Proxy({}, { get: (_, trap) => (...given) => {
			seen.push(trap + ' ' + String(typeof given[1] === 'object' ? '' : String(given[1])));
			return Reflect[trap](...given);
		} });
		try { act(new Proxy({}, handler)); } catch (error) { seen.push(error.name + error.message); }
		return seen.join();
	};
	const later = (act) => new Promise((done) => {
		setTimeout(() => done('nothing came'), 2000);
		act((value) => done(String(value)));
	});
	/** All answers, in order. */
	window.check = async (texts) => {
		const answers = [];
		for (const text of texts) {
			let answer;
			try { answer = String(await (0, eval)(text)); } catch (error) { answer = 'threw ' + error; }
			answers.push(answer);
		}
		return answers;
	};
`;
