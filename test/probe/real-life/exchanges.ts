import { EXACT, MARK, OUT, PARTNER, type RealHandler, toParent } from './handler.ts';

/** Handlers that answer, sign in, keep, or lead elsewhere. */
export const exchanges: readonly RealHandler[] = [
	{
		name: 'sign-in popup',
		text: `function onAuth(event) {
			CHECK
			const { type, response } = event.data ?? {};
			if (type !== 'authorization_response') return;
			window.removeEventListener('message', onAuth, false);
			if (response.error) throw new Error(response.error);
			fetch('/session', { method: 'POST', body: JSON.stringify({ code: response.code, state: response.state }) });
		}
		window.addEventListener('message', onAuth, false);`,
		right: EXACT,
		wrong: `if (event.origin.indexOf('${PARTNER}') === -1) return;`,
		foreign: 'refuted',
	},
	{
		name: 'calls over a port',
		text: `const api = { version: () => '1.2', user: () => 'ada' };
		window.addEventListener('message', function onConnect(event) {
			CHECK
			if (event.data?.protocol !== 'rpc/1') return;
			const [port] = event.ports;
			port.onmessage = ({ data }) => port.postMessage({ id: data.id, result: api[data.method]() });
			port.postMessage({ type: 'ready', methods: Object.keys(api) });
		});`,
		right: EXACT,
	},
	{
		name: 'calls over the window',
		text: `const methods = { echo: (text) => text, title: () => document.title };
		window.addEventListener('message', function onCall(event) {
			CHECK
			const { id, method, params = [] } = event.data;
			if (!Object.hasOwn(methods, method)) return;
			event.source.postMessage({ id, result: methods[method](...params) }, event.origin === 'null' ? '*' : event.origin);
		});`,
		right: `if (!['${PARTNER}', 'https://admin.partner.example'].includes(event.origin)) return;`,
		partner: toParent(`{ id: 7, method: 'echo', params: ['${MARK}'] }`),
	},
	{
		name: 'port in an async handler',
		text: `const settings = async () => ({ theme: 'dark' });
		window.addEventListener('message', async function onAsk(event) {
			const { data, ports } = event;
			CHECK
			if (data !== 'settings?') return;
			const found = await settings();
			ports[0].postMessage(found);
		});`,
		right: EXACT,
	},
	{
		name: 'frame that resizes itself',
		text: `window.addEventListener('message', function onResize(event) {
			CHECK
			if (typeof event.data !== 'string' || !event.data.startsWith('[sizer]')) return;
			const [id, height] = event.data.slice(7).split(':');
			document.getElementById(id).style.height = parseInt(height, 10) + 'px';
		});`,
		right: EXACT,
		html: '<iframe id="one"></iframe>',
		typed: `"[sizer]one:321:init"`,
		worked: `document.getElementById('one').style.height === '321px'`,
	},
	{
		name: 'bank’s challenge',
		text: `window.addEventListener('message', function onChallenge(event) {
			CHECK
			let message;
			try { message = JSON.parse(event.data); } catch { return; }
			if (message.MessageType !== 'profile.completed' || message.Status !== true) return;
			document.getElementById('session').value = message.SessionId;
			document.forms[0].submit();
		});`,
		right: EXACT,
		html: '<form action="/pay" method="get"><input id="session" name="session"></form>',
		partner: toParent(
			`JSON.stringify({ MessageType: 'profile.started', Status: true, SessionId: '${MARK}' })`,
		),
		worked: `location.pathname === '/pay' || document.getElementById('session').value !== ''`,
	},
	{
		name: 'looks at the window',
		text: `window.addEventListener('message', function onEmbedder(event) {
			CHECK
			if (event.data.type === 'theme') ${OUT}.innerHTML = '<style>' + event.data.css + '</style>';
		});`,
		wrong: `if (event.source !== window.parent) return;`,
		right: `if (event.source !== frames[0] || event.origin !== '${PARTNER}') return;`,
		foreign: 'refuted',
		partner: toParent(`{ type: 'theme', css: '${MARK}' }`),
	},
	{
		name: 'handshake first',
		text: `let token;
		window.addEventListener('message', function onGuest(event) {
			CHECK
			const { type } = event.data;
			if (type === 'hello') { token ??= event.data.token; return; }
			if (token === undefined || type !== 'render') return;
			${OUT}.innerHTML = event.data.html;
		});`,
		right: `if (!isTrusted(event.origin)) return;
			function isTrusted(origin) { return origin === '${PARTNER}'; }`,
		needsPartner: true,
		partner: toParent(`{ type: 'hello', token: 't-1' }`, `{ type: 'render', html: '${MARK}' }`),
	},
	{
		name: 'child that shakes hands',
		text: `window.addEventListener('message', function onHandshake(event) {
			CHECK
			if (event.data.postmate !== 'handshake') return;
			event.source.postMessage({ postmate: 'handshake-reply', type: 'application/x-postmate-v1+json' }, '*');
		});`,
		right: EXACT,
	},
	{
		name: 'opens links',
		text: `window.addEventListener('message', function onLink(event) {
			CHECK
			if (event.data.name === 'open-link') window.open(event.data.url, '_blank', 'noopener');
		});`,
		right: EXACT,
		wrong: `if (event.origin.indexOf('partner.example') < 0) return;`,
		foreign: 'refuted',
	},
	{
		name: 'goes elsewhere',
		text: `window.addEventListener('message', function onRedirect(event) {
			CHECK
			if (event.data.redirectTo) window.location.assign(event.data.redirectTo);
		});`,
		right: EXACT,
	},
	{
		name: 'keeps what it is sent',
		text: `window.addEventListener('message', function onSync(event) {
			CHECK
			if (event.data.op !== 'sync') return;
			for (const [key, value] of Object.entries(event.data.items)) localStorage.setItem(key, value);
		});`,
		right: EXACT,
		partner: toParent(`{ op: 'sync', items: { banner: '${MARK}' } }`),
	},
	{
		name: 'shared storage',
		text: `window.addEventListener('message', function onStorage(event) {
			CHECK
			const request = JSON.parse(event.data);
			const [, method] = request.method.split('cross-storage:');
			const result = method === 'get' ? localStorage.getItem(request.params.key) : undefined;
			window.parent.postMessage(JSON.stringify({ id: request.id, result }), '*');
		});`,
		right: `if (!/^https:\\/\\/partner\\.example$/.test(event.origin)) return;`,
		partner: toParent(
			`JSON.stringify({ id: 'earshot mark', method: 'cross-storage:get', params: { key: 'a' } })`,
		),
	},
	{
		name: 'worker behind it',
		text: `const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = () => {};'])));
		window.addEventListener('message', function onJob(event) {
			CHECK
			if (event.data.job) worker.postMessage(event.data.job);
		});`,
		right: EXACT,
		partner: toParent(`{ job: '${MARK}' }`),
	},
];
