import { expect, it } from 'vitest';
import { logHeaders } from '../../../panel/store/log-headers.ts';
import { socketSession } from './decoding/sessions.ts';

it('headers are not looked up in a log that is full of frames', async () => {
	const { session, socket } = socketSession('wss://shop.test/');
	const headers = logHeaders(session, {
		text: async () => undefined,
		headers: async (url) => [{ name: 'x', value: url }],
		onLoaded: () => {},
	});
	expect(await headers('https://shop.test/')).toEqual([{ name: 'x', value: 'https://shop.test/' }]);
	socket.in.frames = 15_000;
	socket.out.frames = 6_000;
	expect(await headers('https://shop.test/')).toBeUndefined();
});
