import type { ActsWorld } from '../acts-door.ts';
import { Tools } from './tools.ts';

/** Entry of what the isolated world needs for acts: run by the background in a frame where a person asked for one. */
const world = (globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay;
if (world.page) world.acts ??= new Tools(world.page, world);
