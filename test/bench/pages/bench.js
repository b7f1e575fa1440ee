// What a page does in each scenario: `await runScenario(name, { n, limit })` gives { ops, ms, longest }.
// Every loop ends at `limit` ms, so a slow hook costs time and never the run.
(() => {
	const { WebSocket, MessageChannel, performance, scheduler } = globalThis;
	const now = () => performance.now();
	// A way to let other tasks run that is no message.
	const breathe = () =>
		scheduler?.postTask ? scheduler.postTask(() => {}) : new Promise((go) => setTimeout(go));
	const text = (length) =>
		'the quick brown fox jumps over the lazy dog '.repeat(1 + (length >> 5)).slice(0, length);
	const rows = () =>
		Array.from({ length: 80 }, (_, id) => ({
			id,
			name: `row ${id}`,
			tags: ['alpha', 'beta', id],
			value: id * 1.25,
			nested: { at: 1_700_000_000_000 + id, note: text(120) },
		}));

	async function peer() {
		const element = document.createElement('iframe');
		const loaded = new Promise((go) => element.addEventListener('load', go, { once: true }));
		element.src = 'peer.html';
		document.body.append(element);
		await loaded;
		return element.contentWindow;
	}

	/** Calls `step()` for every arrival until `n` or the limit is reached; ends also when nothing comes for 4 s. */
	function counting({ n, limit }, finish) {
		let ops = 0;
		let seen = -1;
		let over = false;
		const start = now();
		const end = (stalled) => {
			if (over) return;
			over = true;
			clearInterval(guard);
			finish({ ops, ms: now() - start, stalled });
		};
		const guard = setInterval(() => {
			if (seen === ops) end(true);
			seen = ops;
		}, 4000);
		return () => {
			ops++;
			if (ops >= n || ((ops & 31) === 0 && now() - start > limit)) end(false);
			return !over;
		};
	}

	async function postMessages(options, body) {
		const target = await peer();
		return new Promise((finish) => {
			const step = counting(options, (result) => {
				removeEventListener('message', onPong);
				finish(result);
			});
			function onPong({ data }) {
				if (data.kind === 'pong' && step()) target.postMessage({ kind: 'ping', body }, '*');
			}
			addEventListener('message', onPong);
			target.postMessage({ kind: 'ping', body }, '*');
		});
	}

	async function port(options) {
		const target = await peer();
		const { port1, port2 } = new MessageChannel();
		const taken = new Promise((go) => {
			addEventListener('message', function listener({ data }) {
				if (data.kind !== 'port taken') return;
				removeEventListener('message', listener);
				go();
			});
		});
		target.postMessage({ kind: 'port' }, '*', [port2]);
		await taken;
		const body = text(160);
		return new Promise((finish) => {
			const step = counting(options, finish);
			port1.addEventListener('message', () => {
				if (step()) port1.postMessage({ body });
			});
			port1.start();
			port1.postMessage({ body });
		});
	}

	function receive(options, size, binary) {
		return new Promise((finish) => {
			const socket = new WebSocket(
				`ws://${location.host}/flood?n=${options.n}&size=${size}&bin=${binary ? 1 : 0}`,
			);
			socket.binaryType = 'arraybuffer';
			const step = counting(options, (result) => {
				socket.close();
				finish(result);
			});
			socket.onmessage = ({ data }) => {
				// Reading the data is part of what a page does.
				if ((binary ? data.byteLength : data.length) > 0) step();
			};
			socket.onopen = () => socket.send('go');
		});
	}

	function send({ n, limit }, size, binary) {
		return new Promise((finish) => {
			const socket = new WebSocket(`ws://${location.host}/sink?n=${n}`);
			const body = binary ? new Uint8Array(size).fill(7) : text(size);
			let ops = 0;
			let start = 0;
			socket.onmessage = () => {
				const ms = now() - start;
				socket.close();
				finish({ ops, ms });
			};
			socket.onopen = async () => {
				start = now();
				while (ops < n && now() - start < limit) {
					for (let i = 0; i < 100 && ops < n; i++, ops++) socket.send(body);
					// Keeps the queue in the browser small: it is not what is measured.
					while (socket.bufferedAmount > 1 << 23) await breathe();
					await breathe();
				}
				if (ops < n) socket.send('stop');
			};
		});
	}

	async function churn({ n, limit }, type) {
		const start = now();
		let ops = 0;
		while (ops < n && now() - start < limit) {
			for (let i = 0; i < 500 && ops < n; i++, ops++) {
				const listener = () => ops;
				window.addEventListener(type, listener);
				window.removeEventListener(type, listener);
			}
			await breathe();
		}
		return { ops, ms: now() - start };
	}

	const scenarios = {
		'pm-200b': (options) => postMessages(options, text(160)),
		'pm-20kb': (options) => postMessages(options, rows()),
		port,
		'ws-recv-200b': (options) => receive(options, 200, false),
		'ws-recv-64kb': (options) => receive(options, 65536, true),
		'ws-send-200b': (options) => send(options, 200, false),
		'ws-send-64kb': (options) => send(options, 65536, true),
		'listen-click': (options) => churn(options, 'click'),
		'listen-message': (options) => churn(options, 'message'),
	};

	globalThis.runScenario = async (name, options) => {
		let longest = 0;
		const note = (entries) => {
			for (const { duration } of entries) longest = Math.max(longest, duration);
		};
		const supported = PerformanceObserver.supportedEntryTypes.includes('longtask');
		const observer = supported ? new PerformanceObserver((list) => note(list.getEntries())) : undefined;
		observer?.observe({ type: 'longtask' });
		const result = await scenarios[name](options);
		await new Promise((go) => setTimeout(go, 60));
		if (observer) note(observer.takeRecords());
		observer?.disconnect();
		return { ...result, longest: supported ? longest : undefined };
	};

	/** Keeps the main thread busy, so that its process can be told. */
	globalThis.spin = (ms) => {
		for (const end = now() + ms; now() < end; );
	};

	/** ms from the start of the navigation to the end of the load event. */
	globalThis.loadTime = async () => {
		for (;;) {
			const [entry] = performance.getEntriesByType('navigation');
			if (entry?.loadEventEnd) return entry.loadEventEnd;
			await new Promise((go) => setTimeout(go, 5));
		}
	};
})();
