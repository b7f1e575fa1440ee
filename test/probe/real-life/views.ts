import { EXACT, MARK, OUT, PARTNER, type RealHandler, toParent } from './handler.ts';

/** Handlers that show or run what they are sent, behind all kinds of code. */
export const views: readonly RealHandler[] = [
	{
		name: 'payment form',
		text: `window.addEventListener('message', function onConfigure(event) {
			CHECK
			const message = event.data;
			switch (message && message.type) {
				case 'payment:configure': {
					const { amount, label } = message.payload;
					${OUT}.innerHTML = '<h2>' + label + '</h2><p>' + Number(amount).toFixed(2) + '</p>';
					break;
				}
				case 'payment:reset':
					${OUT}.textContent = '';
			}
		});`,
		right: `if (new URL(event.origin).hostname !== 'partner.example' || !event.origin.startsWith('https:')) return;`,
		wrong: `if (!event.origin.endsWith('partner.example')) return;`,
		foreign: 'refuted',
	},
	{
		name: 'method of a class',
		text: `class Bridge {
			#handlers = new Map();
			constructor() {
				this.onMessage = this.onMessage.bind(this);
				window.addEventListener('message', this.onMessage);
			}
			on(name, handler) { this.#handlers.set(name, handler); return this; }
			onMessage(event) {
				CHECK
				this.#handlers.get(event.data.event)?.(event.data.detail);
			}
		}
		new Bridge().on('notice', ({ html }) => ${OUT}.insertAdjacentHTML('beforeend', html));`,
		right: EXACT,
		partner: toParent(`{ event: 'notice', detail: { html: '${MARK}' } }`),
	},
	{
		name: 'object that handles events',
		text: `const inbox = {
			allowed: new Set(['${PARTNER}']),
			handleEvent(event) {
				CHECK
				if (event.type === 'message') this[event.data.kind]?.(event.data);
			},
			banner({ html }) { ${OUT}.innerHTML = html; },
		};
		window.addEventListener('message', inbox);`,
		right: `if (!this.allowed.has(event.origin)) return;`,
		partner: toParent(`{ kind: 'banner', html: '${MARK}' }`),
	},
	{
		name: 'jQuery',
		library: 'jquery',
		text: `$(function () {
			$(window).on('message', function onWidget(e) {
				var event = e.originalEvent;
				CHECK
				if (event.data.widget !== 'newsletter') return;
				$('#out').html(event.data.content);
			});
		});`,
		right: EXACT,
		partner: toParent(`{ widget: 'newsletter', content: '${MARK}' }`),
	},
	{
		name: 'zone.js',
		library: 'zone',
		text: `window.addEventListener('message', function onRoute(event) {
			CHECK
			if (event.data && event.data.route) location.hash = event.data.route;
		});`,
		right: EXACT,
		wrong: `if (!/partner.example$/.test(event.origin)) return;`,
		foreign: 'refuted',
	},
	{
		name: 'Sentry',
		library: 'sentry',
		text: `window.addEventListener('message', function onSnippet(event) {
			CHECK
			if (event.data.snippet) new Function(event.data.snippet)();
		});`,
		right: EXACT,
	},
	{
		name: 'asks for the session first',
		text: `const session = () => new Promise((done) => setTimeout(done, 20, { partner: '${PARTNER}' }));
		window.addEventListener('message', async function onProfile(event) {
			const { partner } = await session();
			CHECK
			if (event.data.action === 'profile') ${OUT}.innerHTML = event.data.bio;
		});`,
		right: `if (event.origin !== partner) return;`,
		partner: toParent(`{ action: 'profile', bio: '${MARK}' }`),
	},
	{
		name: 'debounced',
		text: `const debounce = (call, ms) => { let timer; return (...given) => { clearTimeout(timer); timer = setTimeout(() => call(...given), ms); }; };
		window.addEventListener('message', debounce(function onSearch(event) {
			CHECK
			if (event.data.query !== undefined) ${OUT}.innerHTML = 'Results for ' + event.data.query;
		}, 40));`,
		right: EXACT,
		partner: toParent(`{ query: '${MARK}' }`),
	},
	{
		name: 'several fields',
		text: `window.addEventListener('message', function onNotice(event) {
			CHECK
			const { data } = event;
			if (data.channel !== 'app' || data.version < 2 || !data.payload || data.payload.kind !== 'notice') return;
			${OUT}.innerHTML = data.payload.html;
		});`,
		right: `if (event.origin === '${PARTNER}' ? false : true) return;`,
	},
	{
		name: 'store',
		text: `const createStore = (reduce, state) => {
			const heard = [];
			return { dispatch(action) { state = reduce(state, action); for (const one of heard) one(state); }, subscribe: (one) => heard.push(one) };
		};
		const store = createStore((state, { type, items = [] }) => (type === 'cart/set' ? { items } : state), { items: [] });
		store.subscribe(({ items }) => { ${OUT}.innerHTML = items.map(({ name }) => '<li>' + name + '</li>').join(''); });
		window.addEventListener('message', function onAction(event) {
			CHECK
			if (event.data.type?.startsWith('cart/')) store.dispatch(event.data);
		});`,
		right: EXACT,
		partner: toParent(`{ type: 'cart/set', items: [{ name: '${MARK}' }] }`),
	},
	{
		name: 'language in a cookie',
		text: `window.onmessage = function onLanguage(event) {
			CHECK
			if (event.data.set === 'language') document.cookie = 'language=' + event.data.value + '; path=/';
		};`,
		right: EXACT,
		wrong: `if (!event.origin.startsWith('${PARTNER}')) return;`,
		foreign: 'refuted',
	},
	{
		name: 'waits for its turn',
		text: `let ready = Promise.resolve();
		window.addEventListener('message', function onTask(event) {
			ready = ready.then(() => new Promise((done) => setTimeout(done, 10))).then(() => {
				CHECK
				document.title = event.data.title ?? document.title;
			});
		});`,
		right: EXACT,
		partner: toParent(`{ title: 'earshot mark' }`),
	},
];
