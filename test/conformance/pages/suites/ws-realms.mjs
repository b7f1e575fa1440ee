import { chain, docAt, frame, frameAt, next, nextMessage, thrown } from '../kit.mjs';
import { shut, url } from '../sockets-kit.mjs';

export const checks = {
	'Reflect.construct without arguments': () => thrown(() => Reflect.construct(WebSocket, [])),
	'subclass: methods, statics, chain': () => {
		class Mine extends WebSocket {
			static own = 'static';
			extra() {
				return 'method';
			}
		}
		const socket = shut(new Mine(url));
		return [
			socket.extra(),
			Mine.own,
			Mine.OPEN,
			socket.constructor === Mine,
			socket instanceof Mine,
			socket instanceof WebSocket,
			chain(socket),
		];
	},
	'subclass overriding send': () => {
		const calls = [];
		class Mine extends WebSocket {
			send(data) {
				calls.push(data);
			}
		}
		const socket = shut(new Mine(url));
		socket.send('x');
		return calls;
	},
	'subclass with handlers in its constructor': async () => {
		class Mine extends WebSocket {
			constructor(address) {
				super(address);
				this.seen = [];
				this.onopen = () => this.seen.push('open');
			}
		}
		const socket = new Mine(url);
		await next(socket, 'open');
		shut(socket);
		return [socket.seen, Object.keys(socket)];
	},
	'Reflect.construct with another newTarget': () => {
		function Other() {}
		Other.prototype = Object.create(WebSocket.prototype, { mark: { value: 1 } });
		const socket = shut(Reflect.construct(WebSocket, [url], Other));
		return [socket.mark, socket instanceof Other, chain(socket)];
	},
	'newTarget.prototype read once': () => {
		const log = [];
		const target = new Proxy(function Other() {}, {
			get: (inner, key) => {
				log.push(String(key));
				return inner[key];
			},
		});
		shut(Reflect.construct(WebSocket, [url], target));
		return log;
	},
	'newTarget with a primitive prototype': () => {
		function Other() {}
		Other.prototype = 5;
		return chain(shut(Reflect.construct(WebSocket, [url], Other)));
	},
	'newTarget that cannot construct': () => thrown(() => Reflect.construct(WebSocket, [url], () => {})),
	'bound constructor': () => shut(new (WebSocket.bind(null, url))()).url,
	'a Proxy of the page': () => {
		const log = [];
		const Own = new Proxy(WebSocket, {
			construct(target, args, newTarget) {
				log.push('construct');
				return Reflect.construct(target, args, newTarget);
			},
		});
		const socket = shut(new Own(url));
		return [log, socket instanceof Own, socket instanceof WebSocket];
	},
	'instanceof before and after replacement by the page': () => {
		const Native = window.WebSocket;
		const socket = shut(new Native(url));
		window.WebSocket = class Fake {};
		const other = socket instanceof window.WebSocket;
		window.WebSocket = Native;
		return [other, socket instanceof WebSocket];
	},
	'can be deleted and put back': () => {
		const found = Object.getOwnPropertyDescriptor(window, 'WebSocket');
		const gone = [delete window.WebSocket, typeof window.WebSocket];
		Object.defineProperty(window, 'WebSocket', found);
		return [gone, typeof window.WebSocket];
	},
	'each realm has its own': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const socket = shut(new inner.WebSocket(url));
		return [
			inner.WebSocket === WebSocket,
			socket instanceof inner.WebSocket,
			socket instanceof WebSocket,
			Object.getPrototypeOf(inner.WebSocket) === inner.EventTarget,
		];
	},
	'errors belong to the realm of the constructor': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		try {
			new inner.WebSocket('ftp://x');
		} catch (error) {
			return [error instanceof inner.DOMException, error instanceof DOMException, error.code];
		}
	},
	'TypeError belongs to the realm of the constructor': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		try {
			new inner.WebSocket();
		} catch (error) {
			return [error instanceof inner.TypeError, error instanceof TypeError];
		}
	},
	'in a new about:blank frame, at once': () => {
		const element = document.createElement('iframe');
		document.body.append(element);
		const socket = shut(new element.contentWindow.WebSocket(url));
		return [socket.url, socket.readyState, socket instanceof element.contentWindow.WebSocket];
	},
	'in a frame with a pending address, at once': () => {
		const element = document.createElement('iframe');
		element.src = '/frame.html';
		document.body.append(element);
		const inner = element.contentWindow;
		const socket = shut(new inner.WebSocket(url));
		return [inner.WebSocket.name, socket.url, socket instanceof inner.WebSocket];
	},
	'blocked by policy': async () => {
		const code = `let got='none',made;try{made=new WebSocket(${JSON.stringify(url)})}catch(e){got=e.name+' '+e.code+' '+e.message}
			const log=[];if(made){made.onerror=()=>log.push('error');made.onclose=(e)=>log.push('close '+e.code)}
			setTimeout(()=>parent.postMessage(['csp',got,log],'*'),150)`;
		const policy = encodeURIComponent("connect-src 'none'");
		const told = nextMessage((data) => data[0] === 'csp');
		await frame({ src: docAt('a', code, `&csp=${policy}`) });
		return (await told).data;
	},
	'works in a frame of another origin': async () => {
		const code = `const s=new WebSocket(${JSON.stringify(url)});s.onopen=()=>s.send('x');
			s.onmessage=(e)=>parent.postMessage(['cross',e.data,e.origin===${JSON.stringify(new URL(url).origin)}],'*')`;
		const told = nextMessage((data) => data[0] === 'cross');
		await frameAt('b', code);
		return (await told).data;
	},
	'lines of the stack when the constructor throws': () => {
		try {
			new WebSocket('ftp://x');
		} catch (error) {
			return String(error.stack)
				.split('\n')
				.filter((line) => line.includes('ws-constructor')).length;
		}
	},
	'other lines of the stack when the constructor throws': () => {
		try {
			new WebSocket('ftp://x');
		} catch (error) {
			return String(error.stack)
				.split('\n')
				.filter((line) => !/ws-constructor|run-suite|localhost/.test(line));
		}
	},
};
