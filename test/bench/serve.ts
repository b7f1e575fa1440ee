// The server of the measurements, a process of its own so that sending frames shares no thread with the client.
import { resolve } from 'node:path';
import { startServer } from '../lab/server.ts';

const server = await startServer([resolve('test/bench/pages')]);
process.send?.(server.port);
process.once('disconnect', () => process.exit(0));
