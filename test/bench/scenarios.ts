/** What is measured, in running order; `n` is the number of operations at full size. */
export interface Scenario {
	name: string;
	what: string;
	n: number;
	/** Most that page CPU may rise, as a factor; absent where none is set. */
	budget: { closed?: number; recording?: number };
}

export const SCENARIOS: readonly Scenario[] = [
	{
		name: 'load-20-frames',
		what: 'load, 20 cross-origin frames',
		n: 3,
		budget: { closed: 1.05 },
	},
	{
		name: 'pm-200b',
		what: 'postMessage round trip, 200 B',
		n: 20_000,
		budget: { closed: 1.2, recording: 2 },
	},
	{
		name: 'pm-20kb',
		what: 'postMessage round trip, 20 kB',
		n: 20_000,
		budget: { closed: 1.2, recording: 2 },
	},
	{ name: 'port', what: 'MessageChannel round trip', n: 50_000, budget: { closed: 1.2, recording: 2 } },
	{
		name: 'ws-recv-200b',
		what: 'WebSocket receive, 200 B',
		n: 50_000,
		budget: { closed: 1.1, recording: 1.5 },
	},
	{ name: 'ws-send-200b', what: 'WebSocket send, 200 B', n: 50_000, budget: { closed: 1.1, recording: 1.5 } },
	{
		name: 'ws-recv-64kb',
		what: 'WebSocket receive, 64 kB',
		n: 5_000,
		budget: { closed: 1.1, recording: 1.5 },
	},
	{ name: 'ws-send-64kb', what: 'WebSocket send, 64 kB', n: 5_000, budget: { closed: 1.1, recording: 1.5 } },
	{
		name: 'listen-click',
		what: 'add + remove a click listener',
		n: 100_000,
		budget: { closed: 1.05, recording: 1.05 },
	},
	{
		name: 'listen-message',
		what: 'add + remove a message listener',
		n: 100_000,
		budget: {},
	},
];
